using System.Collections.Concurrent;
using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Runtime.Pool;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Supervision;

/// <summary>Runs claimed tries in runtimes of a pool, serves what they ask, and tells what became of them.</summary>
public sealed partial class TaskSupervisor(
    RuntimePool pool, IExecutionApi api, TaskResources resources, SupervisorOptions options, TimeProvider time, ILogger<TaskSupervisor> logger)
{
    private const int MaxAttempts = 3;
    private readonly ConcurrentDictionary<Guid, TrySession> sessions = new();

    /// <summary>
    /// Runs one try to its end. Cancelling means shutdown: the try is stopped and given back (state none), unless it ended by itself in
    /// time. Never throws for what a task does.
    /// </summary>
    public async Task<TryOutcome> RunAsync(TaskLaunch launch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(launch);
        var session = new TrySession(launch, api, resources, options, time, logger);
        sessions[launch.Workload.Id] = session;
        try
        {
            using var shutdown = cancellationToken.UnsafeRegister(_ => session.Stop(StopReason.Shutdown), null);
            return await RunAsync(session, launch);
        }
        finally
        {
            sessions.TryRemove(launch.Workload.Id, out _);
            session.Dispose();
        }
    }

    /// <summary>Stops a try; false when it is not here.</summary>
    public bool Stop(Guid id, StopReason reason)
    {
        if (!sessions.TryGetValue(id, out var session))
        {
            return false;
        }
        session.Stop(reason);
        return true;
    }

    private async Task<TryOutcome> RunAsync(TrySession session, TaskLaunch launch)
    {
        var attempt = 0;
        while (true)
        {
            attempt++;
            RuntimeProcess runtime;
            try
            {
                runtime = await pool.AcquireAsync(CodeKey.Of(launch.Workload), session.StopToken);
            }
            catch (OperationCanceledException)
            {
                return session.OutcomeBeforeStart();
            }
            catch (AirflowException exception)
            {
                return session.OutcomeWithoutRuntime(exception);
            }
            try
            {
                if (launch.Confirm is { } confirm && !await confirm(session.StopToken))
                {
                    session.Stop(StopReason.Killed);
                    return session.OutcomeBeforeStart();
                }
                if (await session.RunAsync(runtime, isLast: attempt == MaxAttempts) is { } outcome)
                {
                    return outcome;
                }
                Log.NeverStarted(logger, launch.Workload.Id, runtime.Process.Pid);
            }
            finally
            {
                pool.Release(runtime);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2401, LogLevel.Information, "Runtime {Pid} ended before it took try {Id}; the try goes to another one")]
        public static partial void NeverStarted(ILogger logger, Guid id, int pid);
    }
}
