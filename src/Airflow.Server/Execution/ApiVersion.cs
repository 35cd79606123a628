using System.Globalization;
using System.Text.RegularExpressions;

namespace Airflow.Server.Execution;

/// <summary>A dated version of the Execution API: a client gets the newest one that is not after the date it names.</summary>
internal static partial class ApiVersion
{
    public const string Header = "Airflow-API-Version";

    public static readonly DateOnly First = new(2025, 4, 11);
    public static readonly DateOnly RunState = new(2025, 8, 10);
    public static readonly DateOnly TriggeringUser = new(2025, 11, 5);
    public static readonly DateOnly Partitions = new(2026, 4, 6);
    public static readonly DateOnly Newest = new(2026, 6, 30);

    public static readonly IReadOnlyList<DateOnly> All =
    [
        First, new(2025, 4, 28), new(2025, 5, 20), RunState, new(2025, 9, 23), new(2025, 10, 27), TriggeringUser, Partitions, Newest,
    ];

    /// <summary>The version that a date means; null before the first.</summary>
    public static DateOnly? For(DateOnly asked) => All.LastOrDefault(version => version <= asked) is var found && found >= First ? found : null;

    /// <summary>Reads a date as strict clients write it; the error says what is wrong with it.</summary>
    public static bool TryRead(string text, out DateOnly date, out string error)
    {
        error = text.Length < 10 ? "input is too short" : "invalid character in year";
        if (DateForm().IsMatch(text))
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
            {
                return true;
            }

            error = "month value is outside expected range of 1-12";
            if (int.Parse(text.AsSpan(5, 2), CultureInfo.InvariantCulture) is >= 1 and <= 12)
            {
                error = "day value is outside expected range";
            }
        }

        date = default;
        return false;
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", RegexOptions.None, 1000)]
    private static partial Regex DateForm();
}
