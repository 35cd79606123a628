using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Triggers;
using Airflow.Runtime.Triggers;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>The triggerer role: watches what deferred tasks wait for.</summary>
internal sealed class TriggererRole(RoleServices services, int? capacity = null)
{
    private int Capacity { get; } = (capacity ?? services.Configuration.GetInt("triggerer", "capacity")) is > 0 and var number
        ? number
        : throw new AirflowException("config_invalid", $"--capacity and [triggerer] capacity take a number above 0, not {capacity ?? services.Configuration.GetInt("triggerer", "capacity")}.");

    public async Task RunAsync(Action onStarted, CancellationToken cancellationToken)
    {
        var configuration = services.Configuration;
        await using var job = await JobHeartbeat.StartAsync(
            services.Stores.Jobs, "TriggererJob", services.Hostname, configuration.GetDuration("triggerer", "job_heartbeat_sec"), services.Clock, cancellationToken);
        await using var code = new CodeTriggers(
            services.Bundles, FindAsync, new CodeTriggerOptions { Command = [Environment.ProcessPath!, TriggerChild.Verb] }, services.Loggers.CreateLogger<CodeTriggers>());
        var runner = new TriggerRunner(
            services.Stores.Triggers,
            services.Stores.StateWriter,
            services.Wake,
            services.Secrets.Cipher,
            new TriggerRunnerOptions
            {
                TriggererId = job.Id,
                Hostname = services.Hostname,
                Capacity = Capacity,
                Silence = configuration.GetDuration("triggerer", "triggerer_health_check_threshold"),
            },
            services.Clock,
            services.Loggers.CreateLogger<TriggerRunner>())
        {
            Code = code,
        };
        onStarted();
        await runner.RunAsync(cancellationToken);
    }

    private async Task<TaskWorkload?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await services.Stores.TaskInstances.FindAsync(id, cancellationToken) is { } row
            ? await new TaskWorkloads(services.SchedulerStores, services.Versions).OfAsync(row, cancellationToken)
            : null;
}
