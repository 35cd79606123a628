using System.Text.RegularExpressions;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>Finds everything on disk that a build by the SDK depends on.</summary>
internal static partial class BuildInputs
{
    private static readonly string[] FolderFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "nuget.config", "NuGet.config", "global.json"];

    /// <summary>Path and hash of each: the projects' files, and what the folders above them say to all projects.</summary>
    public static IReadOnlyList<(string Path, string Hash)> Find(PreparedFile file)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var projects = new Stack<string>();
        if (file.Key.RelativePath.EndsWith(".csproj", StringComparison.Ordinal))
        {
            projects.Push(file.FullPath);
        }
        else
        {
            AddFolderFiles(Path.GetDirectoryName(file.FullPath), found);
            foreach (var path in file.Sources.SelectMany(source => ProjectDirective().Matches(source.Text)).Select(match => match.Groups[1].Value))
            {
                projects.Push(ProjectAt(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file.FullPath) ?? "", path))));
            }
        }

        while (projects.TryPop(out var project))
        {
            if (!found.ContainsKey(project) && File.Exists(project))
            {
                foreach (var reference in AddProject(project, found))
                {
                    projects.Push(reference);
                }
            }
        }

        return [.. found.Select(entry => (Path.GetRelativePath(file.BundlePath, entry.Key), entry.Value))];
    }

    private static IEnumerable<string> AddProject(string project, SortedDictionary<string, string> found)
    {
        var folder = Path.GetDirectoryName(project) ?? "";
        AddFolderFiles(folder, found);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !BuildOutput().IsMatch(path[folder.Length..])))
        {
            found[path] = ContentHash.Of(File.ReadAllBytes(path));
        }

        return ProjectReference().Matches(File.ReadAllText(project))
            .Select(match => Path.GetFullPath(Path.Combine(folder, match.Groups[1].Value.Replace('\\', '/'))));
    }

    private static void AddFolderFiles(string? folder, SortedDictionary<string, string> found)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var path in FolderFiles.Select(name => Path.Combine(folder, name)).Where(File.Exists))
            {
                found[path] = ContentHash.Of(File.ReadAllBytes(path));
            }
        }
    }

    private static string ProjectAt(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.csproj").FirstOrDefault() ?? path : path;

    [GeneratedRegex(@"^#:project\s+(\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ProjectDirective();

    [GeneratedRegex(@"<ProjectReference\s+Include=""([^""]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"/(bin|obj|\.[^/]*)/", RegexOptions.CultureInvariant)]
    private static partial Regex BuildOutput();
}
