using Airflow.Engine;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Bundles.Git;

/// <summary>DAG files from a git repository: a clone without files, and beside it the files of the commit that is followed.</summary>
public sealed partial class GitBundle
{
    private readonly GitBundleOptions options;
    private readonly GitCommand git;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly string clone;
    private readonly string tree;
    private volatile string? commit;

    public GitBundle(GitBundleOptions options, TimeProvider clock, ILogger<GitBundle> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        git = new GitCommand(options);
        clone = Path.Combine(options.Root, "bare");
        tree = Path.Combine(options.Root, "tracking_repo");
        Folder = Path.GetFullPath(Path.Combine(tree, options.Subfolder));
        if (!(Folder + "/").StartsWith(tree + "/", StringComparison.Ordinal))
        {
            throw new AirflowException("config_invalid", $"Bundle {options.Name}: subdir '{options.Subfolder}' leads out of the repository.");
        }
    }

    public string Name => options.Name;

    /// <summary>Where the DAG files are.</summary>
    public string Folder { get; }

    /// <summary>The commit whose files are there; null before the first.</summary>
    public string? Commit => commit;

    /// <summary>Fetches, and puts the files of the commit that is followed into the folder; true when it was another one.</summary>
    /// <exception cref="AirflowException">git_missing, git_failed, git_ref_missing.</exception>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(tree);
        if (!File.Exists(Path.Combine(clone, "HEAD")))
        {
            await git.RunAsync(options.Root, ["clone", "--quiet", "--bare", "--", options.Repository, clone], cancellationToken);
        }

        await git.RunAsync(clone, ["fetch", "--quiet", "--prune", "--tags", "--force", options.Repository, "+refs/heads/*:refs/heads/*"], cancellationToken);
        var wanted = await ResolveAsync(cancellationToken);
        if (wanted == commit)
        {
            return false;
        }

        // named before it is there: a file that is parsed while others are still written is already the new one, and nothing parses it again
        var before = commit;
        commit = wanted;
        try
        {
            await CheckOutAsync(wanted, isFirst: before is null, cancellationToken);
        }
        catch
        {
            commit = before;
            throw;
        }

        Log.Checked(logger, options.Name, wanted);
        return true;
    }

    /// <summary>Looks for news at intervals until it is cancelled; what goes wrong is told, and the files stay as they are.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.RefreshInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await TryRefreshAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>False when it failed; the log says why.</summary>
    public async Task<bool> TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
            return true;
        }
        catch (AirflowException exception)
        {
            Log.NotRefreshed(logger, options.Name, exception.Message);
            return false;
        }
    }

    private async Task CheckOutAsync(string wanted, bool isFirst, CancellationToken cancellationToken)
    {
        // with an index of its own, checkout writes what differs and removes what is gone, and nothing else
        await git.RunAsync(tree, ["--git-dir", clone, "--work-tree", tree, "read-tree", "--reset", "-u", wanted], cancellationToken);
        if (isFirst)
        {
            // what somebody removed while nobody looked
            await git.RunAsync(tree, ["--git-dir", clone, "--work-tree", tree, "checkout-index", "--all", "--force", "--quiet"], cancellationToken);
        }
    }

    private async Task<string> ResolveAsync(CancellationToken cancellationToken)
    {
        foreach (var name in new[] { $"refs/heads/{options.TrackingRef}", $"refs/tags/{options.TrackingRef}", options.TrackingRef })
        {
            try
            {
                return await git.RunAsync(clone, ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}"], cancellationToken);
            }
            catch (AirflowException exception) when (exception.Code == "git_failed")
            {
                Log.NoSuchName(logger, options.Name, name);
            }
        }

        throw new AirflowException("git_ref_missing", $"Bundle {options.Name}: {options.Repository} has no branch, tag or commit '{options.TrackingRef}' (tracking_ref).");
    }

    private static partial class Log
    {
        [LoggerMessage(3041, LogLevel.Information, "Bundle {Bundle} is at commit {Commit}")]
        public static partial void Checked(ILogger logger, string bundle, string commit);

        [LoggerMessage(3042, LogLevel.Error, "Bundle {Bundle} stays as it is: {Reason}")]
        public static partial void NotRefreshed(ILogger logger, string bundle, string reason);

        [LoggerMessage(3043, LogLevel.Debug, "Bundle {Bundle} has no {Name}")]
        public static partial void NoSuchName(ILogger logger, string bundle, string name);
    }
}
