using System.Text.RegularExpressions;

namespace Airflow.Cli.Output;

/// <summary>Texts that YAML 1.1 would read as something else: a number, boolean, null, time or merge key.</summary>
internal static partial class YamlImplicit
{
    public static bool IsOther(string text) => text.Length == 0 || (CouldBe(text[0]) && Words().IsMatch(text));

    private static bool CouldBe(char first) => char.IsAsciiDigit(first) || "+-.yYnNtTfFoO~<=".Contains(first, StringComparison.Ordinal);

    [GeneratedRegex(
        """
        ^(?:
          yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF
        | ~|null|Null|NULL|<<|=
        | [-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?
        | \.[0-9][0-9_]*(?:[eE][-+][0-9]+)?
        | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
        | [-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
        | [-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+
        | [-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+
        | [0-9]{4}-[0-9]{2}-[0-9]{2}
        | [0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[\ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[\ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?
        )$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
