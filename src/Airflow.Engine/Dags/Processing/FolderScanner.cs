namespace Airflow.Engine.Dags.Processing;

/// <summary>Lists the files of a DAG folder, without what .airflowignore names, hidden folders and build output.</summary>
public sealed class FolderScanner(string root, IgnoreSyntax syntax)
{
    /// <summary>Larger files do not travel with a DAG.</summary>
    public const long MaxSupportFileSize = 10 * 1024 * 1024;

    private static readonly HashSet<string> SkippedFolders = new(StringComparer.Ordinal) { "bin", "obj", "node_modules", "__pycache__" };

    private readonly string _root = Path.GetFullPath(root);

    public string Root => _root;

    /// <summary>The files that are there now; a folder that does not exist has none.</summary>
    public FolderSnapshot Scan()
    {
        var found = new Found();
        if (Directory.Exists(_root))
        {
            Visit(new DirectoryInfo(_root), "", IgnoreRules.None(syntax), project: null, found);
        }

        return new FolderSnapshot { SourceFiles = found.Sources, Projects = found.Projects, SupportFiles = found.Support };
    }

    private static void Visit(DirectoryInfo folder, string path, IgnoreRules rules, string? project, Found found)
    {
        // a link that leads back up would never end
        if (!found.Folders.Add(folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName))
        {
            return;
        }

        var children = List(folder);
        if (Array.Find(children, child => child is FileInfo && child.Name == IgnoreRules.FileName) is { } file && ReadLines(file.FullName) is { } lines)
        {
            rules = rules.With(lines, path);
        }

        project ??= FindProject(children, path, rules, found);
        foreach (var child in children)
        {
            var childPath = path + child.Name;
            if (child is DirectoryInfo inner)
            {
                if (!inner.Name.StartsWith('.') && !SkippedFolders.Contains(inner.Name) && !rules.Ignores(childPath, isFolder: true))
                {
                    Visit(inner, childPath + "/", rules, project, found);
                }
            }
            else if (!rules.Ignores(childPath, isFolder: false))
            {
                Add((FileInfo)child, childPath, project, found);
            }
        }
    }

    private static FileSystemInfo[] List(DirectoryInfo folder)
    {
        try
        {
            var children = folder.GetFileSystemInfos();
            Array.Sort(children, (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return children;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // it vanished meanwhile or is closed to us: then it has no files for us
            return [];
        }
    }

    private static string? FindProject(FileSystemInfo[] children, string path, IgnoreRules rules, Found found)
    {
        if (Array.Find(children, child => child is FileInfo && child.Extension == ".csproj" && !rules.Ignores(path + child.Name, isFolder: false)) is not { } file)
        {
            return null;
        }

        // a library is built with the program that refers to it
        var project = path + file.Name;
        if (ReadLines(file.FullName) is { } lines && lines.Any(line => line.Contains("<OutputType>Exe", StringComparison.OrdinalIgnoreCase)))
        {
            found.Projects[project] = default;
        }

        return project;
    }

    private static void Add(FileInfo file, string path, string? project, Found found)
    {
        if (!TryStamp(file, out var stamp) || file.Name.StartsWith('.'))
        {
            return;
        }

        if (project is not null && found.Projects.TryGetValue(project, out var whole))
        {
            var later = stamp.ModifiedAt > whole.ModifiedAt ? stamp.ModifiedAt : whole.ModifiedAt;
            found.Projects[project] = new FileStamp(unchecked((whole.Size * 31) + stamp.Size + 1), later);
        }

        if (file.Extension == ".cs")
        {
            if (project is null)
            {
                found.Sources[path] = stamp;
            }
        }
        else if (file.Extension != ".csproj" && stamp.Size <= MaxSupportFileSize)
        {
            found.Support[path] = stamp;
        }
    }

    private static bool TryStamp(FileInfo file, out FileStamp stamp)
    {
        stamp = default;
        try
        {
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            if (target is not { Exists: true } || (target.Attributes & FileAttributes.Device) != 0)
            {
                return false;
            }

            stamp = new FileStamp(target.Length, target.LastWriteTimeUtc);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string[]? ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class Found
    {
        public Dictionary<string, FileStamp> Sources { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, FileStamp> Projects { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, FileStamp> Support { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Folders { get; } = new(StringComparer.Ordinal);
    }
}
