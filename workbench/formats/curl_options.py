"""The options of curl: which take a value, their letters, and how a word on the command line is found among them.

Long names and letters are those of ``curl --help all`` of curl 7.88.1, with the aliases that it keeps to itself, as a
running curl tells by its "requires parameter". Options of later versions, up to 8.17, are kept apart: what 7.88.1 can
tell from an abbreviation must not become ambiguous. curl's rules, as its ``tool_getparam.c`` has them: long names match
without case and by any unambiguous beginning; ``--no-`` in front turns an option without a value off; there is no
``--name=value``.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.formats.commands import shorten
from workbench.language import tr

_WITH_VALUE = """
abstract-unix-socket alt-svc aws-sigv4 cacert capath cert:E cert-type ciphers config:K connect-timeout connect-to
continue-at:C cookie:b cookie-jar:c create-file-mode crlfile curves data:d data-ascii data-binary data-raw
data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header:D egd-file
engine etag-compare etag-save expect100-timeout form:F form-string ftp-account ftp-alternative-to-user ftp-method
ftp-port:P ftp-ssl-ccc-mode happy-eyeballs-timeout-ms header:H hostpubmd5 hostpubsha256 hsts interface json
keepalive-time key key-type krb krb4 libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt
max-filesize max-redirs max-time:m netrc-file noproxy oauth2-bearer output:o output-dir parallel-max pass
pinnedpubkey preproxy proto proto-default proto-redir proxy:x proxy-cacert proxy-capath proxy-cert proxy-cert-type
proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name
proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user:U proxy1.0 pubkey quote:Q
random-file range:r rate referer:e request:X request-target resolve retry retry-delay retry-max-time sasl-authzid
service-name socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit:Y speed-time:y stderr
telnet-option:t tftp-blksize time-cond:z tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii
unix-socket upload-file:T url url-query user:u user-agent:A write-out:w
"""

_WITHOUT_VALUE = """
alpn anyauth append:a basic buffer:N cert-status clobber compressed compressed-ssh create-dirs crlf digest disable:q
disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure eprt epsv fail:f fail-early
fail-with-body false-start form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl ftp-ssl-ccc
ftp-ssl-control ftp-ssl-reqd get:G globoff:g haproxy-protocol head:I help:h http0.9 http1.0:0 http1.1 http2
http2-prior-knowledge http3 http3-only ignore-content-length include:i insecure:k ipv4:4 ipv6:6
junk-session-cookies:j keepalive list-only:l location:L location-trusted mail-rcpt-allowfails manual:M metalink
negotiate netrc:n netrc-optional next:: npn ntlm ntlm-wb parallel:Z parallel-immediate path-as-is post301 post302
post303 progress-bar:# progress-meter proxy-anyauth proxy-basic proxy-digest proxy-insecure proxy-negotiate
proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel:p raw remote-header-name:J
remote-name:O remote-name-all remote-time:R remove-on-error retry-all-errors retry-connrefused sasl-ir sessionid
show-error:S silent:s socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert
ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2:2 sslv3:3 styled-output suppress-connect-headers tcp-fastopen
tcp-nodelay test-event tftp-no-options tlsv1:1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-time use-ascii:B
verbose:v version:V xattr
"""

_LATER_WITH_VALUE = """
ech expand-data expand-data-ascii expand-data-binary expand-data-raw expand-data-urlencode expand-form
expand-form-string expand-header expand-json expand-url expand-url-query expand-user haproxy-clientip ip-tos
ipfs-gateway keepalive-cnt parallel-max-host sigalgs trace-config upload-flags variable vlan-priority
"""

_LATER_WITHOUT_VALUE = """
ca-native dump-ca-embed follow mptcp out-null proxy-ca-native proxy-http2 skip-existing tls-earlydata trace-ids
"""


@dataclass(frozen=True, slots=True)
class Option:
    """One option by its long name. ``has_value``: the rest of the word or the next word belongs to it."""

    name: str
    has_value: bool


class UnknownOption(ValueError):
    """curl knows no such option, or several; the message says which, without a value."""


def _read(names: str, has_value: bool) -> tuple[dict[str, Option], dict[str, Option]]:
    pairs = [name.partition(":")[::2] for name in names.split()]
    long = {name: Option(name, has_value) for name, _ in pairs}
    return long, {letter: long[name] for name, letter in pairs if letter}


_VALUED, _VALUED_LETTERS = _read(_WITH_VALUE, True)
_PLAIN, _PLAIN_LETTERS = _read(_WITHOUT_VALUE, False)
_LATER = {**_read(_LATER_WITH_VALUE, True)[0], **_read(_LATER_WITHOUT_VALUE, False)[0]}
OPTIONS = {**_VALUED, **_PLAIN}
"""Every option of curl 7.88.1 by its long name."""
LETTERS = {**_VALUED_LETTERS, **_PLAIN_LETTERS}
"""The same by their letters."""


def find_long(word: str) -> tuple[Option, bool]:
    """The option of a word behind ``--``, and whether it is turned off with ``no-``.

    :raises UnknownOption: there is none, more than one, or it takes a value and cannot be turned off.
    """
    name, written = word.lower(), f"--{shorten(word)}"
    is_off = name.startswith("no-")
    name = name.removeprefix("no-")
    for table in (OPTIONS, _LATER):
        if name in table:
            option = table[name]
            break
        matching = [one for one in table if one.startswith(name)]
        if len(matching) > 1:
            options = ", ".join(f"--{one}" for one in matching[:5])
            raise UnknownOption(tr("{option} may be any of {options}.", option=written, options=options))
        if matching:
            option = table[matching[0]]
            break
    else:
        raise UnknownOption(tr("curl knows no option {option}.", option=written))
    if is_off and option.has_value:
        raise UnknownOption(tr("{option} takes a value and cannot be turned off.", option=written))
    return option, is_off
