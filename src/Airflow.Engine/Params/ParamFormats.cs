using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Airflow.Engine.Timetables.Partitions;

namespace Airflow.Engine.Params;

/// <summary>The formats of texts that are checked; any other format says nothing.</summary>
internal static partial class ParamFormats
{
    public static bool IsValid(string format, string text) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => PythonDateFormat.Parse(text, "%H:%M:%S") is not null,
        "duration" => text.Length > 1 && Duration().IsMatch(text) && char.IsAsciiLetterUpper(text[^1]) && text[^1] is not ('P' or 'T'),
        "email" or "idn-email" => text.Contains('@', StringComparison.Ordinal),
        "ipv4" => Ipv4().IsMatch(text),
        "ipv6" => !text.Contains('%', StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
            && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6,
        "uuid" => text.Length == 36 && Guid.TryParseExact(text, "D", out _),
        "regex" => IsRegex(text),
        _ => true,
    };

    public static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            // That it cannot be parsed is the answer.
            return false;
        }
    }

    [GeneratedRegex(@"^[+-]?P(?:[0-9.,]+Y)?(?:[0-9.,]+M)?(?:[0-9.,]+W)?(?:[0-9.,]+D)?(?:T(?:[0-9.,]+H)?(?:[0-9.,]+M)?(?:[0-9.,]+S)?)?$", RegexOptions.None, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$", RegexOptions.None, 1000)]
    private static partial Regex Ipv4();
}
