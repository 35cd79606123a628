namespace Airflow.Engine.Dags.Processing;

/// <summary>What the <c>#:</c> lines at the top of a file-based program ask for.</summary>
public sealed record SourceDirectives
{
    /// <summary>Paths of <c>#:include</c>, as they are written.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>The file needs the SDK to be built: packages, projects, properties.</summary>
    public bool NeedsBuild { get; init; }

    // code that generators of the SDK complete; the compiler alone would call it incomplete
    private static readonly string[] GeneratorMarks = ["[GeneratedRegex", "[JsonSerializable", "[LoggerMessage", "[LibraryImport"];

    public static SourceDirectives Read(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        List<string> includes = [];
        var needsBuild = GeneratorMarks.Any(mark => source.Contains(mark, StringComparison.Ordinal));
        foreach (var line in HeaderLines(source))
        {
            var directive = line[2..].Trim();
            var space = directive.IndexOfAny([' ', '\t']);
            var (kind, argument) = space < 0 ? (directive, "") : (directive[..space], directive[space..].Trim());
            if (kind == "include")
            {
                includes.Add(argument);
            }
            else if (!IsWithoutEffect(kind, argument))
            {
                needsBuild = true;
            }
        }

        return new SourceDirectives { Includes = includes, NeedsBuild = needsBuild };
    }

    /// <summary>Whether a file may hold a DAG; what never speaks of one is left alone.</summary>
    public static bool LooksLikeDagFile(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Contains("dag", StringComparison.OrdinalIgnoreCase) || source.Contains("airflow", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Publishing is not what happens here, so how it would be done needs no build.</summary>
    private static bool IsWithoutEffect(string kind, string argument) =>
        kind == "property" && argument.StartsWith("Publish", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> HeaderLines(string source)
    {
        var inComment = false;
        foreach (var raw in source.Split('\n'))
        {
            var line = raw.Trim().TrimStart('\uFEFF');
            if (inComment || line.StartsWith("/*", StringComparison.Ordinal))
            {
                inComment = !line.EndsWith("*/", StringComparison.Ordinal);
            }
            else if (line.StartsWith("#:", StringComparison.Ordinal))
            {
                yield return line;
            }
            else if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && line[0] != '#')
            {
                yield break;
            }
        }
    }
}
