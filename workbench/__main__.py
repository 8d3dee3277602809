"""``python -m workbench``: the same program as the command ``token-workbench``."""

from workbench.app import main

raise SystemExit(main())
