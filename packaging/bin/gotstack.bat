@echo off
rem Starts Gotstack with the Java runtime that comes with it.
"%~dp0..\runtime\bin\java.exe" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED,javafx.graphics -cp "%~dp0..\lib\*" dev.gotstack.Main %*
