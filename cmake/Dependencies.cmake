# Every library is a Debian package; packages.txt names them with their reasons.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(simdjson REQUIRED IMPORTED_TARGET simdjson)
find_library(cld2_library cld2 REQUIRED)  # it has no file for CMake or pkg-config
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(postgres REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(archives REQUIRED IMPORTED_TARGET libarchive libzstd liblzma zlib)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl>=7.86)
pkg_check_modules(pugixml REQUIRED IMPORTED_TARGET pugixml)
find_library(dnnl_library dnnl REQUIRED)  # its CMake package asks for OpenCL, which nothing here needs
