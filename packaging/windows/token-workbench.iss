; The Windows installer, by Inno Setup 6. UNTESTED: nobody has run this on Windows yet.
;
;   py -3.11 packaging\freeze.py
;   iscc packaging\windows\token-workbench.iss
;
; The first freezes the program into dist\token-workbench, the second makes dist\token-workbench-VERSION-setup.exe of it.
; It installs for one person without an administrator's rights, or for all with them.

#define Name "Token Workbench"
#define Program "token-workbench.exe"
#define Root SourcePath + "..\.."
#define Version "0.1.0"

[Setup]
AppId={{6E1C7B0E-5D0B-4E0C-9C55-3B1B3D0B7F1A}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The developers of Token Workbench
VersionInfoVersion={#Version}
LicenseFile={#Root}\LICENSE
DefaultDirName={autopf}\{#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesEnvironment=yes
CloseApplications=yes
WizardStyle=modern
SetupIconFile={#Root}\build\icons\token-workbench.ico
UninstallDisplayIcon={app}\{#Program}
OutputDir={#Root}\dist
OutputBaseFilename=token-workbench-{#Version}-setup
Compression=lzma2
SolidCompression=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.OnPath=Make the command token-workbench known in every prompt
de.OnPath=Den Befehl token-workbench in jeder Eingabeaufforderung bekannt machen

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "{cm:OnPath}"; Flags: unchecked

[InstallDelete]
; An older version's libraries must not be found by a newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\token-workbench\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"; Parameters: "app"; AppUserModelID: "token-workbench"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Parameters: "app"; AppUserModelID: "token-workbench"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "{code:EnvironmentKey}"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Check: IsNotOnPath; Tasks: path

[Run]
Filename: "{app}\{#Program}"; Parameters: "app"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[Code]
function EnvironmentKey(Unused: string): string;
begin
  if IsAdminInstallMode then
    Result := 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
  else
    Result := 'Environment';
end;

function PathNow: string;
begin
  if not RegQueryStringValue(HKA, EnvironmentKey(''), 'Path', Result) then
    Result := '';
end;

function IsNotOnPath: Boolean;
begin
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(PathNow) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path: string;
begin
  if Step = usPostUninstall then
  begin
    Path := PathNow;
    if StringChangeEx(Path, ';' + ExpandConstant('{app}'), '', True) > 0 then
      RegWriteExpandStringValue(HKA, EnvironmentKey(''), 'Path', Path);
  end;
end;
