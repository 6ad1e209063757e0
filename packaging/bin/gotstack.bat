@echo off
rem Starts Gotstack with the Java runtime that comes with it.
setlocal
set "home=%~dp0.."
set cache=window
rem The optimising compiler does not pay for a command on one dump, which is over before. For a window it waits longer.
set compiler=-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000
for %%c in (analyze run chart report compare --help --version) do if "%~1"=="%%c" (
  set cache=commands
  set compiler=-XX:TieredStopAtLevel=1
)
"%home%\runtime\bin\java.exe" -XX:+UseSerialGC -XX:-UsePerfData %compiler% "-XX:AOTCache=%home%\lib\%cache%.aot" -Xlog:disable --enable-native-access=ALL-UNNAMED,javafx.graphics -cp "%home%\lib\gotstack.jar" dev.gotstack.Main %*
exit /b %ERRORLEVEL%
