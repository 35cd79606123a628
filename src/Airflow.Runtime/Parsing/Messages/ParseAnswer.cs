using System.Text.Json.Serialization;

namespace Airflow.Runtime.Parsing;

/// <summary>What became of a DAG file.</summary>
internal sealed record ParseAnswer
{
    public IReadOnlyList<CollectedDag> Dags { get; init; } = [];

    /// <summary>Everything that is wrong, errors and warnings, in the order of their places.</summary>
    public IReadOnlyList<ParseProblem> Problems { get; init; } = [];

    /// <summary>The assembly, if it was compiled now.</summary>
    /// <remarks>Left out when null: the generated writer would make an empty array of it.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? Assembly { get; init; }

    /// <summary>What the timetable answered that was asked.</summary>
    public TimetableAnswer? Timetable { get; init; }

    /// <summary>The file has no top-level code: it is a part of others.</summary>
    public bool IsPart { get; init; }

    /// <summary>The file's code ended the process that ran it.</summary>
    public bool EndsProcess { get; init; }

    [JsonIgnore]
    public bool HasErrors => Problems.Any(problem => problem.IsError);

    public static ParseAnswer Failed(ParseProblem problem) => new() { Problems = [problem] };
}
