namespace Airflow.Hosting;

/// <summary>Finds template files beside the DAG file and in its search path.</summary>
internal static class TemplateFile
{
    /// <summary>The content of the file that the text names, or the text itself if it names none.</summary>
    /// <exception cref="FileNotFoundException">The text names a file that is not there.</exception>
    public static async ValueTask<string> LoadAsync(string text, IReadOnlyList<string> extensions, TaskContext context, CancellationToken cancellationToken)
    {
        if (!extensions.Any(extension => text.EndsWith(extension, StringComparison.Ordinal)))
        {
            return text;
        }

        var folders = Folders(context).ToList();
        var path = folders.Select(folder => Path.Combine(folder, text)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"Task '{context.TaskId}': there is no template file '{text}' in {string.Join(" or ", folders)}. (A command that is no file must not end with {string.Join(" or ", extensions)}; add a blank.)",
                text);
        return await File.ReadAllTextAsync(path, cancellationToken);
    }

    /// <summary>Where template files are looked up, in order.</summary>
    public static IEnumerable<string> Folders(TaskContext context)
    {
        if (context.DagFolder is { } folder)
        {
            yield return folder;
        }

        foreach (var path in context.Dag?.TemplateSearchPath ?? [])
        {
            yield return context.DagFolder is { } home ? Path.Combine(home, path) : path;
        }
    }
}
