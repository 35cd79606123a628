using System.Text;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>Reads a DAG file with everything that it includes.</summary>
internal sealed class SourceReader(string bundlePath)
{
    private readonly List<SourceFile> _sources = [];
    private readonly List<ParseProblem> _problems = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public IReadOnlyList<SourceFile> Sources => _sources;

    public IReadOnlyList<ParseProblem> Problems => _problems;

    /// <summary>One of the files needs the SDK to be built.</summary>
    public bool NeedsBuild { get; private set; }

    /// <summary>Reads; false when the file is not there or cannot be read.</summary>
    public bool TryRead(string relativePath)
    {
        if (ReadText(Path.Combine(bundlePath, relativePath)) is not { } text)
        {
            return false;
        }

        _seen.Add(relativePath);
        _sources.Add(new SourceFile(relativePath, text));
        var directives = SourceDirectives.Read(text);
        NeedsBuild |= directives.NeedsBuild;
        foreach (var include in directives.Includes)
        {
            Include(relativePath, text, include);
        }

        return true;
    }

    private void Include(string from, string text, string include)
    {
        var folder = Path.GetDirectoryName(Path.Combine(bundlePath, from)) ?? bundlePath;
        var found = Find(Path.GetFullPath(Path.Combine(folder, include)));
        if (found.Count == 0)
        {
            Problem(from, text, include, $"there is no file '{include}' to include.");
        }

        foreach (var path in found)
        {
            var relative = Path.GetRelativePath(bundlePath, path).Replace('\\', '/');
            if (relative.StartsWith("../", StringComparison.Ordinal))
            {
                Problem(from, text, include, $"'{include}' lies outside of the DAG folder; only what is inside travels with the DAG.");
            }
            else if (!_seen.Contains(relative) && !TryRead(relative))
            {
                Problem(from, text, include, $"'{include}' cannot be read.");
            }
        }
    }

    private static List<string> Find(string path)
    {
        var name = Path.GetFileName(path);
        if (!name.Contains('*', StringComparison.Ordinal))
        {
            return File.Exists(path) ? [path] : [];
        }

        var folder = Path.GetDirectoryName(path) ?? "";
        var deep = Path.GetFileName(folder) == "**";
        folder = deep ? Path.GetDirectoryName(folder) ?? "" : folder;
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, name, deep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Order(StringComparer.Ordinal)]
            : [];
    }

    private void Problem(string file, string text, string include, string message)
    {
        var lines = text.Split('\n');
        _problems.Add(new ParseProblem
        {
            File = file,
            Line = Array.FindIndex(lines, line => line.StartsWith("#:", StringComparison.Ordinal) && line.Contains(include, StringComparison.Ordinal)) + 1,
            Message = message,
        });
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
