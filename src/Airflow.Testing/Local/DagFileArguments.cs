using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Airflow.Testing.Local;

/// <summary>What was typed after <c>dotnet run file.cs</c>.</summary>
internal sealed record DagFileArguments
{
    public const string Usage = "Usage: dotnet run FILE.cs [run | test TASK | render TASK | show | list] [--dag DAG_ID] [--map-index N] [--conf JSON] [--logical-date DATE] [--mark-success-pattern REGEX] [--graph FILE] [--post-mortem]";

    public string Verb { get; init; } = "run";

    public string? TaskId { get; init; }

    public string? DagId { get; init; }

    /// <summary>Which instance of a mapped task is looked at.</summary>
    public int? MapIndex { get; init; }

    public string Conf { get; init; } = "{}";

    public DateTimeOffset? LogicalDate { get; init; }

    /// <summary>Tasks whose whole id this finds succeed without being run.</summary>
    public Regex? MarkedSuccess { get; init; }

    /// <summary>Where the graph goes when the run has ended, in the language of Graphviz and the colours of the states.</summary>
    public string? GraphFile { get; init; }

    /// <summary>Whether a task that fails is run once more with a debugger.</summary>
    public bool IsPostMortem { get; init; }

    /// <exception cref="ArgumentException">Something is not understood; the message names it.</exception>
    public static DagFileArguments Parse(IReadOnlyList<string> args)
    {
        var result = new DagFileArguments();
        for (var index = 0; index < args.Count; index++)
        {
            result = args[index] switch
            {
                "run" or "show" or "list" => result with { Verb = args[index] },
                "test" or "render" => result with { Verb = args[index], TaskId = Next(args, ref index) },
                "--dag" => result with { DagId = Next(args, ref index) },
                "--map-index" => result with { MapIndex = Number(Next(args, ref index)) },
                "--conf" => result with { Conf = Json(Next(args, ref index)) },
                "--logical-date" or "--execution-date" => result with { LogicalDate = Date(Next(args, ref index)) },
                "--mark-success-pattern" => result with { MarkedSuccess = Pattern(Next(args, ref index)) },
                "--graph" => result with { GraphFile = Next(args, ref index) },
                "--post-mortem" => result with { IsPostMortem = true },
                var other => throw new ArgumentException($"'{other}' is not understood. {Usage}"),
            };
        }

        return result;
    }

    private static string Next(IReadOnlyList<string> args, ref int index) =>
        ++index < args.Count ? args[index] : throw new ArgumentException($"'{args[index - 1]}' needs a value. {Usage}");

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"--map-index must be a number from 0 on, not {text}");

    private static string Json(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } ? text : throw new ArgumentException($"--conf must be a JSON object, not {text}");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"--conf is no JSON: {exception.Message}", exception);
        }
    }

    private static Regex Pattern(string text)
    {
        try
        {
            return new Regex($"^(?:{text})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"--mark-success-pattern '{text}' is not a regular expression: {exception.Message}", exception);
        }
    }

    private static DateTimeOffset Date(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw new ArgumentException($"--logical-date '{text}' is no date such as 2026-01-31 or 2026-01-31T06:00:00Z.");
}
