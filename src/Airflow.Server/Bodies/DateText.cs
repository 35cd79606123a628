using System.Globalization;

namespace Airflow.Server.Bodies;

/// <summary>What is wrong with a text that was to be a date, in the words that Airflow's clients know.</summary>
internal static class DateText
{
    private const int Length = 10;

    /// <summary>The first thing that keeps the text from being a date and nothing else.</summary>
    public static string FaultOf(string text)
    {
        if (text.Length < Length)
        {
            return "input is too short";
        }

        if (!IsNumber(text, 0, 4))
        {
            return "invalid character in year";
        }

        if (text[4] != '-')
        {
            return "invalid date separator, expected `-`";
        }

        if (!IsNumber(text, 5, 2))
        {
            return "invalid character in month";
        }

        if (Number(text, 5, 2) is < 1 or > 12)
        {
            return "month value is outside expected range of 1-12";
        }

        if (text[7] != '-')
        {
            return "invalid date separator, expected `-`";
        }

        if (!IsNumber(text, 8, 2))
        {
            return "invalid character in day";
        }

        return DateOnly.TryParseExact(text[..Length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? "unexpected extra characters at the end of the input"
            : "day value is outside expected range";
    }

    private static bool IsNumber(string text, int start, int length) => !text.AsSpan(start, length).ContainsAnyExceptInRange('0', '9');

    private static int Number(string text, int start, int length) => int.Parse(text.AsSpan(start, length), CultureInfo.InvariantCulture);
}
