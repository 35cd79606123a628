using System.Text.Json;

namespace Airflow.Engine.Dags.Processing;

/// <summary>Finds the template files that a DAG's tasks refer to: their text is part of the DAG's code.</summary>
public static class TemplateFiles
{
    /// <summary>Paths inside the bundle, of those that the bundle has.</summary>
    /// <param name="dag">The DAG.</param>
    /// <param name="folder">Folder of the DAG file inside the bundle; empty for the bundle itself.</param>
    /// <param name="searchPath">Further folders, relative to the DAG file's.</param>
    /// <param name="exists">Whether the bundle has a file of that path.</param>
    public static IReadOnlyCollection<string> Find(SerializedDag dag, string folder, IEnumerable<string> searchPath, Func<string, bool> exists)
    {
        ArgumentNullException.ThrowIfNull(dag);
        var folders = searchPath.Prepend("").Select(path => Join(folder, path)).OfType<string>().ToList();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in dag.Tasks.SelectMany(Names))
        {
            if (folders.Select(start => Join(start, name)).OfType<string>().FirstOrDefault(exists) is { } path)
            {
                found.Add(path);
            }
        }

        return found;
    }

    private static IEnumerable<string> Names(SerializedTask task)
    {
        if (task.TemplateExt is not { IsDefaultOrEmpty: false } extensions)
        {
            return [];
        }

        var fields = task.Extra.Items.Where(field => task.TemplateFields?.Contains(field.Key) == true).Select(field => field.Value);
        if (task.PartialKwargs is { } partial)
        {
            fields = fields.Append(partial);
        }

        return fields.SelectMany(Texts).Where(text => extensions.Any(extension => text.EndsWith(extension, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString() ?? ""],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };

    /// <summary>Joins and removes dots; null when the path leaves the bundle.</summary>
    private static string? Join(string folder, string path)
    {
        if (path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var part in $"{folder}/{path}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
