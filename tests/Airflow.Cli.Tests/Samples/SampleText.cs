using System.Text.RegularExpressions;

namespace Airflow.Cli.Tests.Samples;

/// <summary>Makes outputs comparable: what differs from one recording to the next is put as the recordings put it.</summary>
internal static partial class SampleText
{
    public static string Normalize(string text, TestHome? home = null)
    {
        if (home is not null)
        {
            text = text.Replace(home.Path, "$AIRFLOW_HOME", StringComparison.Ordinal);
        }

        // some recordings hide the line number of a module of Python's
        text = text.Replace("\", line 241, in", "\", line N, in", StringComparison.Ordinal).Replace("\\\", line 241", "\\\", line N", StringComparison.Ordinal);
        text = Microseconds().Replace(text, static match => $"YYYY-MM-DD{match.Groups["separator"].Value}HH:MM:SS.ffffff");
        return FileToken().Replace(Duration().Replace(text, "0:00:SS.ffffff"), "<file token>");
    }

    /// <summary>Times of next runs: the recordings hide those without microseconds, too.</summary>
    public static string HideTimes(string text) => Time().Replace(text, "YYYY-MM-DD HH:MM:SS+00:00");

    [GeneratedRegex(@"\d{4}-\d\d-\d\d(?<separator>[T ])\d\d:\d\d:\d\d\.\d{6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Microseconds();

    [GeneratedRegex(@"0:00:\d\d\.\d{6}", RegexOptions.None, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|YYYY-MM-DD HH:MM:SS(?:\.ffffff)?)\+00:00", RegexOptions.None, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"eyJ[\w-]{20,}\.[\w-]{20,}", RegexOptions.None, 1000)]
    private static partial Regex FileToken();
}
