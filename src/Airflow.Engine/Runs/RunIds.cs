using System.Text.RegularExpressions;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Runs;

/// <summary>How run ids are made, read and checked.</summary>
public static partial class RunIds
{
    /// <summary>The default of [scheduler] allowed_run_id_pattern.</summary>
    public const string DefaultAllowedPattern = "^[A-Za-z0-9_.~:+-]+$";

    private const string SuffixCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>The id of a run that no timetable names; without a logical date a random suffix keeps ids apart.</summary>
    public static string Make(RunType type, DateTimeOffset? logicalDate, DateTimeOffset runAfter, Random random)
    {
        var id = Make(type, runAfter);
        return logicalDate is null ? $"{id}_{RandomSuffix(random)}" : id;
    }

    /// <summary>The id of a run that its run_after alone names.</summary>
    public static string Make(RunType type, DateTimeOffset runAfter) => $"{type.Name()}__{Iso8601.Format(runAfter)}";

    /// <summary>Eight random letters or digits.</summary>
    public static string RandomSuffix(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return string.Create(8, random, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = SuffixCharacters[source.Next(SuffixCharacters.Length)];
            }
        });
    }

    /// <summary>The run type that an id tells by its prefix; manual when it tells none.</summary>
    public static RunType TypeOf(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return Enum.GetValues<RunType>().FirstOrDefault(type => runId.StartsWith(type.Name() + "__", StringComparison.Ordinal), RunType.Manual);
    }

    /// <summary>Why this id may not be given to a run; null when it may.</summary>
    public static string? Problem(string runId, string allowedPattern = DefaultAllowedPattern, bool allowDoubleDot = false)
    {
        ArgumentNullException.ThrowIfNull(runId);
        ArgumentNullException.ThrowIfNull(allowedPattern);
        if (runId.Contains("..", StringComparison.Ordinal) && !allowDoubleDot)
        {
            return $"The run id '{runId}' must not contain '..': it names folders of logs.";
        }
        var pattern = allowedPattern.Trim();
        return OwnForm().IsMatch(runId) || (pattern.Length > 0 && Regex.IsMatch(runId, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            ? null
            : $"The run id '{runId}' does not match [scheduler] allowed_run_id_pattern, {pattern}.";
    }

    [GeneratedRegex(@"^(?:manual|scheduled|asset_triggered)__[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00$", RegexOptions.None, 1000)]
    private static partial Regex OwnForm();
}
