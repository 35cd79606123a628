using System.Security.Cryptography;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Deploying;
using Airflow.Runtime.Parsing;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Deploying;

/// <summary>Deploys into a folder of this host: lays the files over a copy of it, has parse children build and run what changes, then swaps them in.</summary>
public sealed class DagDeployer : IDagDeployer, IDisposable
{
    private readonly DagProcessorOptions options;
    private readonly DagBundle bundle;
    private readonly DeployCheck check;
    private readonly SemaphoreSlim one = new(1);

    /// <param name="options">As those of the dag-processor; the first bundle is the one to deploy into.</param>
    /// <param name="store">Tells what counts now.</param>
    /// <param name="planNext">Tells the next run of a DAG.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of parse children.</param>
    public DagDeployer(DagProcessorOptions options, IDagStore store, Func<SerializedDag, NextDagRun?> planNext, TimeProvider time, ILogger<DagDeployer> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        bundle = options.Bundles[0];
        check = new DeployCheck(options, store, planNext, time, logger);
    }

    public async Task<DeployReport> DeployAsync(DeployOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var root = Path.GetFullPath(bundle.Path);
        if (!Directory.Exists(root))
        {
            throw new AirflowException("deploy_impossible", "The DAGs folder is not on the host of this api-server; deploy where the dag-processor reads.");
        }

        await one.WaitAsync(cancellationToken);
        try
        {
            var plan = DeployPlan.Make(root, order);
            var staging = Directory.CreateDirectory(Path.Combine(options.CacheFolder, "deploy")).CreateSubdirectory(RandomNumberGenerator.GetHexString(32, lowercase: true)).FullName;
            try
            {
                return await DeployAsync(plan, staging, order.IsDryRun, cancellationToken);
            }
            finally
            {
                Directory.Delete(staging, recursive: true);
            }
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose()
    {
        check.Dispose();
        one.Dispose();
    }

    private async Task<DeployReport> DeployAsync(DeployPlan plan, string staging, bool isDryRun, CancellationToken cancellationToken)
    {
        var draft = Directory.CreateDirectory(Path.Combine(staging, "dags")).FullName;
        FolderOverlay.Lay(plan, draft, cancellationToken);
        var (problems, dags) = await check.RunAsync(plan, draft, cancellationToken);
        var report = new DeployReport(false, plan.Told, problems, dags);
        if (report.HasErrors || isDryRun)
        {
            return report;
        }

        // from here on it is carried through: half of it would be worse than all of it late
        FolderSwap.Run(plan, Directory.CreateDirectory(Path.Combine(staging, "before")).FullName);
        return report with { IsLive = true };
    }
}
