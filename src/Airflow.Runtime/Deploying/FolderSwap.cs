using System.Security.Cryptography;
using Airflow.Engine;
using Airflow.Engine.Dags.Deploying;

namespace Airflow.Runtime.Deploying;

/// <summary>Puts planned files into their folder, each by a rename, so that whoever reads sees the old one or the new one; DAG files come last, after what they include.</summary>
internal static class FolderSwap
{
    /// <exception cref="AirflowException">deploy_conflict: somebody changed a file since it was planned; nothing was changed.</exception>
    public static void Run(DeployPlan plan, string backup)
    {
        var done = new Stack<(string Path, DeployStep Step)>();
        try
        {
            foreach (var (path, step) in InOrder(plan))
            {
                Swap(plan.Root, path, step, backup);
                done.Push((path, step));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or AirflowException)
        {
            while (done.TryPop(out var last))
            {
                Undo(plan.Root, last.Path, last.Step, backup);
            }

            throw exception as AirflowException ?? new AirflowException("deploy_impossible", "The DAGs folder cannot be written to; everything is as it was.", exception);
        }
    }

    private static IEnumerable<KeyValuePair<string, DeployStep>> InOrder(DeployPlan plan) => plan.Steps
        .Where(static step => step.Value.Change != DeployChange.Unchanged)
        .OrderBy(static step => step.Value.Change == DeployChange.Removed)
        .ThenBy(static step => step.Key.EndsWith(".cs", StringComparison.Ordinal) || step.Key.EndsWith(".csproj", StringComparison.Ordinal))
        .ThenByDescending(static step => step.Key.Count(static letter => letter == '/'))
        .ThenBy(static step => step.Key, StringComparer.Ordinal);

    private static void Swap(string root, string path, DeployStep step, string backup)
    {
        if (DeployPlan.HashAt(root, path) != step.Before)
        {
            throw new AirflowException("deploy_conflict", $"'{path}' was changed meanwhile by somebody else; look at it and deploy again.");
        }

        var place = Path.Combine(root, path);
        var kept = Path.Combine(backup, path);
        if (step.Before is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            File.Copy(place, kept);
        }

        if (step.Content is { } content)
        {
            Put(place, stream => stream.Write(content.Span));
        }
        else
        {
            File.Delete(place);
        }
    }

    private static void Undo(string root, string path, DeployStep step, string backup)
    {
        var place = Path.Combine(root, path);
        if (step.Before is null)
        {
            File.Delete(place);
            return;
        }

        using var old = File.OpenRead(Path.Combine(backup, path));
        Put(place, stream => old.CopyTo(stream));
    }

    /// <summary>Hidden files are read by nobody, so half of one does no harm.</summary>
    private static void Put(string place, Action<FileStream> write)
    {
        var folder = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{RandomNumberGenerator.GetHexString(32, lowercase: true)}.deploy");
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(place))
            {
                File.SetUnixFileMode(draft, File.GetUnixFileMode(place));
            }

            File.Move(draft, place, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
