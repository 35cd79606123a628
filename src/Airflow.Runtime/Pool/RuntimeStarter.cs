using Airflow.Engine;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Processes;

namespace Airflow.Runtime.Pool;

/// <summary>Starts runtimes and waits until they are ready.</summary>
internal sealed class RuntimeStarter(RuntimeOptions options, TimeProvider time) : IDisposable
{
    private readonly ChildSpawner spawner = new();
    private readonly RuntimeListener listener = new(options.SocketFolder);

    /// <summary>Starts one.</summary>
    /// <exception cref="AirflowException">It could not be started, ended at once, or did not get ready in time.</exception>
    public async Task<RuntimeProcess> StartAsync(CancellationToken cancellationToken)
    {
        var mark = Guid.CreateVersion7(time.GetUtcNow());
        var streams = listener.ExpectAsync(mark);
        ChildProcess? process = null;
        RuntimeProcess? runtime = null;
        try
        {
            var command = new ChildCommand(
                options.Command,
                [.. options.CommandArguments, "--socket", listener.Path, "--bundles", options.BundleRoot, "--parent", $"{Environment.ProcessId}", "--log-level", $"{options.LogLevel}"],
                RuntimeEnvironment.Create(options, mark));
            process = await spawner.StartAsync(command);
            var first = await Task.WhenAny(streams, process.Exited).WaitAsync(options.StartTimeout, time, cancellationToken);
            if (first == process.Exited)
            {
                throw Failed($"it ended with {await process.Exited} before it was ready");
            }
            runtime = new RuntimeProcess(process, mark, await streams, options, time.GetUtcNow(), time.GetTimestamp());
            var ready = await runtime.Channel.ReceiveAsync().AsTask().WaitAsync(options.StartTimeout, time, cancellationToken);
            return ready?.Body is RuntimeReady ? runtime : throw Failed("it did not say that it is ready");
        }
        catch (Exception exception)
        {
            listener.Forget(mark);
            process?.SignalGroup(Libc.SigKill);
            runtime?.Dispose();
            if (exception is AirflowException or OperationCanceledException)
            {
                throw;
            }
            throw Failed(exception.Message, exception);
        }
    }

    public void Dispose()
    {
        spawner.Dispose();
        listener.Dispose();
    }

    private AirflowException Failed(string reason, Exception? cause = null) =>
        new("runtime_start_failed", $"The task runtime '{options.Command} {string.Join(' ', options.CommandArguments)}' could not be started: {reason}.", cause) { IsTransient = true };
}
