@echo off
rem Builds what changed, then runs the host's command: assistant ARGS. Needs the .NET 10 SDK; with Node, the dashboard's pages are built too.
setlocal
set "ROOT=%~dp0"
set "PROGRAM=%ROOT%artifacts\bin\Assistant.Host\release\assistant.exe"
set "STAMP=%ROOT%artifacts\assistant.built"
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
if "%USERPROFILE%"=="" set "DOTNET_CLI_HOME=%ROOT%artifacts\home"

if not exist "%PROGRAM%" goto build
if not exist "%STAMP%" goto build
powershell -NoProfile -Command "$s=(Get-Item '%STAMP%').LastWriteTimeUtc; $n=Get-ChildItem '%ROOT%src','%ROOT%clients\*\src','%ROOT%Directory.Build.props','%ROOT%Directory.Packages.props','%ROOT%global.json' -Recurse | Where-Object { $_.LastWriteTimeUtc -gt $s } | Select-Object -First 1; if ($n) { exit 1 }"
if errorlevel 1 goto build
goto run

:build
where dotnet >nul 2>nul
if errorlevel 1 (
  echo The .NET 10 SDK is not installed, and this is built with it. 1>&2
  echo Install it from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again. 1>&2
  exit /b 4
)
if not exist "%ROOT%artifacts" mkdir "%ROOT%artifacts"
echo Building ... 1>&2
rem The pages are no part of what the command line needs: without Node a line says so.
where node >nul 2>nul
if errorlevel 1 (
  echo Node 20 or newer is not installed: the dashboard is not built; every command works all the same. 1>&2
) else (
  pushd "%ROOT%clients"
  if not exist node_modules\esbuild call npm ci --omit=dev --loglevel=error > "%ROOT%artifacts\pages.log" 2>&1
  node build.mjs >> "%ROOT%artifacts\pages.log" 2>&1
  if errorlevel 1 echo The dashboard could not be built [%ROOT%artifacts\pages.log]; every command works all the same. 1>&2
  popd
)
type nul > "%STAMP%.new"
pushd "%ROOT%"
dotnet build src\Host\Assistant.Host.csproj -c Release -v q -clp:NoSummary > "%ROOT%artifacts\build.log" 2>&1
if errorlevel 1 (
  popd
  findstr /c:"error" "%ROOT%artifacts\build.log" 1>&2
  echo The build failed; the whole of it is in %ROOT%artifacts\build.log. 1>&2
  exit /b 1
)
popd
move /y "%STAMP%.new" "%STAMP%" >nul

:run
"%PROGRAM%" %*
exit /b %errorlevel%
