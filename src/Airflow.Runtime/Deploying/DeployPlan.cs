using Airflow.Engine;
using Airflow.Engine.Dags.Deploying;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Deploying;

/// <summary>What is to happen to each file of a folder, and what stood there when it was planned.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Steps">By path below it.</param>
internal sealed record DeployPlan(string Root, IReadOnlyDictionary<string, DeployStep> Steps)
{
    public IReadOnlyList<DeployedFile> Told =>
    [
        .. Steps.OrderBy(static step => step.Key, StringComparer.Ordinal)
            .Select(static step => new DeployedFile(step.Key, step.Value.Change, step.Value.Content is { } now ? ContentHash.Of(now.Span) : null, step.Value.Content?.Length ?? 0)),
    ];

    /// <exception cref="AirflowException">deploy_refused.</exception>
    public static DeployPlan Make(string root, DeployOrder order)
    {
        var folder = order.Folder.Length == 0 ? "" : $"{DeployPaths.Check(order.Folder)}/";
        var files = order.Files.Select(file => (Path: DeployPaths.Check(folder + DeployPaths.Check(file.Path)), file.Content)).ToList();
        DeployPaths.CheckAll([.. files.Select(static file => file.Path)]);
        if (files.Count == 0)
        {
            throw DeployPaths.Refused("There is no file to deploy.");
        }

        if (files.Sum(static file => (long)file.Content.Length) > DeployPaths.MaxBytes)
        {
            throw DeployPaths.Refused($"The files are larger than {DeployPaths.MaxBytes / (1024 * 1024)} MB in all.");
        }

        var steps = new Dictionary<string, DeployStep>(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            CheckPlace(root, path);
            steps[path] = new DeployStep(content, HashAt(root, path));
        }

        if (order.RemovesOthers)
        {
            foreach (var path in Others(root, folder, steps))
            {
                steps[path] = new DeployStep(null, HashAt(root, path));
            }
        }

        return new DeployPlan(root, steps);
    }

    /// <summary>What is in the file now; null: it is not there.</summary>
    public static string? HashAt(string root, string path)
    {
        var file = Path.Combine(root, path);
        return File.Exists(file) ? ContentHash.Of(File.ReadAllBytes(file)) : null;
    }

    /// <summary>Whatever is on the way there must be a folder, and no link that leads out of it.</summary>
    private static void CheckPlace(string root, string path)
    {
        var parts = path.Split('/');
        for (var count = 1; count <= parts.Length; count++)
        {
            var place = Path.Combine([root, .. parts[..count]]);
            var isLast = count == parts.Length;
            FileSystemInfo found = Directory.Exists(place) ? new DirectoryInfo(place) : new FileInfo(place);
            if (found.LinkTarget is not null)
            {
                throw DeployPaths.Refused($"'{path}' goes through a link of the DAGs folder.");
            }

            if (found.Exists && found is DirectoryInfo == isLast)
            {
                throw DeployPaths.Refused(isLast ? $"'{path}' is a folder in the DAGs folder." : $"'{path}' goes through a file of the DAGs folder.");
            }
        }
    }

    private static IEnumerable<string> Others(string root, string folder, Dictionary<string, DeployStep> steps)
    {
        if (folder.Length == 0)
        {
            throw DeployPaths.Refused("Other files are removed from a folder below the DAGs folder only; name one.");
        }

        CheckPlace(root, $"{folder}x");
        var found = new List<string>();
        var place = Path.Combine(root, folder);
        if (Directory.Exists(place))
        {
            FolderOverlay.Visit(new DirectoryInfo(place), folder, (_, path) => found.Add(path));
        }

        return found.Where(path => !steps.ContainsKey(path));
    }
}
