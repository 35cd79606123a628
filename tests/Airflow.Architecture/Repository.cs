using Airflow.Shared;

namespace Airflow.Architecture;

/// <summary>The working tree: where it is, and the texts in it.</summary>
internal static class Repository
{
    private static readonly string[] SkippedFolders = ["artifacts", "bin", "obj", ".git", "node_modules"];
    private static readonly string[] TextExtensions =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".md", ".json", ".txt", ".sql", ".sh", ".yml", ".yaml", ".editorconfig", ""];

    public static string Root => RepositoryFolder.Root;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Paths of all texts below a folder, relative to the root, with forward slashes.</summary>
    public static IEnumerable<string> Texts(string folder = "", string? extension = null) =>
        Walk(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => extension is null ? TextExtensions.Contains(file.Extension) : file.Extension == extension)
            .Select(static file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles()
        .Concat(folder.EnumerateDirectories().Where(static child => !SkippedFolders.Contains(child.Name)).SelectMany(Walk));
}
