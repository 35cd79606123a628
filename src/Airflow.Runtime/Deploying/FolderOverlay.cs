using Airflow.Runtime.Bundles;

namespace Airflow.Runtime.Deploying;

/// <summary>A folder as it will be: every file of the one that is there as a second name of the same content, and the new ones beside them.</summary>
internal static class FolderOverlay
{
    private static readonly HashSet<string> SkippedFolders = new(StringComparer.Ordinal) { "bin", "obj", "node_modules", "__pycache__" };

    public static void Lay(DeployPlan plan, string draft, CancellationToken cancellationToken)
    {
        Visit(new DirectoryInfo(plan.Root), "", (file, path) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!plan.Steps.ContainsKey(path))
            {
                Link(file.FullName, Place(draft, path));
            }
        });
        foreach (var (path, step) in plan.Steps)
        {
            if (step.Content is { } content)
            {
                File.WriteAllBytes(Place(draft, path), content.Span);
            }
        }
    }

    /// <summary>Every file of a folder that a DAG may be made of; links are followed by nobody.</summary>
    public static void Visit(DirectoryInfo folder, string path, Action<FileInfo, string> found)
    {
        foreach (var child in folder.EnumerateFileSystemInfos())
        {
            var childPath = path + child.Name;
            if (child is FileInfo file && child.LinkTarget is null && (!file.Name.StartsWith('.') || file.Name == ".airflowignore"))
            {
                found(file, childPath);
            }
            else if (child is DirectoryInfo inner && child.LinkTarget is null && !inner.Name.StartsWith('.') && !SkippedFolders.Contains(inner.Name))
            {
                Visit(inner, $"{childPath}/", found);
            }
        }
    }

    private static string Place(string draft, string path)
    {
        var place = Path.Combine(draft, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        return place;
    }

    private static void Link(string file, string place)
    {
        // another file system has no second name for it
        if (!FileLinks.TryLink(file, place))
        {
            File.Copy(file, place);
        }
    }
}
