using System.Globalization;
using Airflow.Server.Logs;

namespace Airflow.Server.Api.Ui;

/// <summary>How far a search in the logs of a run has come.</summary>
/// <param name="Instance">Task instances that are behind it.</param>
/// <param name="Try">The try of the next one that it goes on with; 0: the first.</param>
/// <param name="Place">The line of that try.</param>
internal readonly record struct LogSearchPlace(int Instance, int Try, LogPlace Place)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Instance}.{Try}.{Place.Line}.{Place.Offset}");

    /// <summary>null: the text is none.</summary>
    public static LogSearchPlace? Parse(string text)
    {
        var parts = text.Split('.').Select(static part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return parts is [>= 0 and <= int.MaxValue, >= 0 and <= int.MaxValue, >= 0, >= 0] ? new((int)parts[0], (int)parts[1], new LogPlace(parts[2], parts[3])) : null;
    }
}
