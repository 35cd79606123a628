namespace Airflow.Engine.Templates;

/// <summary>Names of template files: relative, with forward slashes, never leaving the search path.</summary>
public static class TemplatePath
{
    /// <summary>The name without empty and dot parts; null when it leads outside.</summary>
    public static string? Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('/').Where(part => part.Length > 0 && part != ".").ToArray();
        return parts.Length > 0 && !parts.Any(part => part == ".." || part.Contains('\\', StringComparison.Ordinal) || part.Contains('\0', StringComparison.Ordinal))
            ? string.Join('/', parts)
            : null;
    }

    /// <summary>Loads template files from folders, the first that has one first.</summary>
    public static Func<string, string?> Folders(IReadOnlyList<string> folders) => name =>
        Normalize(name) is { } path && folders.Select(folder => Path.Combine(folder, path)).FirstOrDefault(File.Exists) is { } file
            ? File.ReadAllText(file)
            : null;
}
