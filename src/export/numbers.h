// Numbers as text.
#pragma once

#include <string>

namespace detente::exports {

// `value` rounded to at most `digits` significant digits, without trailing zeros and exponent: the same text whatever
// the locale. What is no number becomes "0".
std::string decimal(double value, int digits);

// decimal() with a comma between thousands.
std::string grouped(double value, int digits);

// To a hundredth, which is finer than anything measured is known.
double rounded(double value);

// grouped() for people: whole numbers whole, fractions to four significant digits.
std::string readable(double value);

}  // namespace detente::exports
