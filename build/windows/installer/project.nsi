Unicode true

# The installer for one user. Wails writes wails_tools.nsh (names, version, WebView2) from wails.json;
# `go run ./build/dev package windows` puts antomctl.exe and LICENCES.txt where they are taken from.
!include "wails_tools.nsh"
!include "MUI2.nsh"

!define STAGE "..\..\bin\stage\windows"

VIProductVersion "${INFO_PRODUCTVERSION}.0"
VIFileVersion    "${INFO_PRODUCTVERSION}.0"
VIAddVersionKey "CompanyName"     "${INFO_COMPANYNAME}"
VIAddVersionKey "FileDescription" "${INFO_PRODUCTNAME} Installer"
VIAddVersionKey "ProductVersion"  "${INFO_PRODUCTVERSION}"
VIAddVersionKey "FileVersion"     "${INFO_PRODUCTVERSION}"
VIAddVersionKey "LegalCopyright"  "${INFO_COPYRIGHT}"
VIAddVersionKey "ProductName"     "${INFO_PRODUCTNAME}"

ManifestDPIAware true
SetCompressor /SOLID lzma

!define MUI_ICON "..\icon.ico"
!define MUI_UNICON "..\icon.ico"
!define MUI_ABORTWARNING

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString STILL_RUNNING ${LANG_ENGLISH}     "${INFO_PRODUCTNAME} or antomctl is still running. Close it and try again."
LangString STILL_RUNNING ${LANG_SIMPCHINESE} "${INFO_PRODUCTNAME} 或 antomctl 仍在运行。请将其关闭后重试。"

Name "${INFO_PRODUCTNAME}"
OutFile "..\..\bin\packages\${INFO_PROJECTNAME}-${INFO_PRODUCTVERSION}-windows-${ARCH}-installer.exe"
InstallDir "$LOCALAPPDATA\Programs\${INFO_PRODUCTNAME}"

# A running program cannot be replaced or removed: say so before anything is changed.
!macro refuseWhileRunning file
  ${If} ${FileExists} "${file}"
    ClearErrors
    FileOpen $0 "${file}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(STILL_RUNNING)" /SD IDOK
      SetErrorLevel 1
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  !insertmacro wails.checkArchitecture
FunctionEnd

Section
  !insertmacro wails.setShellContext
  !insertmacro refuseWhileRunning "$INSTDIR\${PRODUCT_EXECUTABLE}"
  !insertmacro refuseWhileRunning "$INSTDIR\antomctl.exe"
  !insertmacro wails.webview2runtime

  SetOutPath $INSTDIR
  !insertmacro wails.files
  File "${STAGE}\antomctl.exe"
  File "${STAGE}\LICENCES.txt"

  CreateShortcut "$SMPROGRAMS\${INFO_PRODUCTNAME}.lnk" "$INSTDIR\${PRODUCT_EXECUTABLE}"
  CreateShortcut "$DESKTOP\${INFO_PRODUCTNAME}.lnk" "$INSTDIR\${PRODUCT_EXECUTABLE}"

  !insertmacro wails.writeUninstaller
SectionEnd

# Only what was installed goes, and the web view's cache. The data folder stays.
Section "uninstall"
  !insertmacro wails.setShellContext
  !insertmacro refuseWhileRunning "$INSTDIR\${PRODUCT_EXECUTABLE}"
  !insertmacro refuseWhileRunning "$INSTDIR\antomctl.exe"

  RMDir /r "$AppData\${PRODUCT_EXECUTABLE}"
  Delete "$INSTDIR\${PRODUCT_EXECUTABLE}"
  Delete "$INSTDIR\antomctl.exe"
  Delete "$INSTDIR\LICENCES.txt"
  Delete "$SMPROGRAMS\${INFO_PRODUCTNAME}.lnk"
  Delete "$DESKTOP\${INFO_PRODUCTNAME}.lnk"
  !insertmacro wails.deleteUninstaller
  RMDir "$INSTDIR"
SectionEnd
