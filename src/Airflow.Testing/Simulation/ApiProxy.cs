using System.Collections.Concurrent;
using System.Reflection;
using Airflow.Engine.Execution;

namespace Airflow.Testing.Simulation;

/// <summary>The execution API as a worker on another machine reaches it: each call is a request over the network and a reply, and either can go astray.</summary>
#pragma warning disable CA1852, MA0053 // the runtime derives the proxy from it
internal class ApiProxy : DispatchProxy
#pragma warning restore CA1852, MA0053
{
    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<MethodInfo, MethodInfo> Calls = new();

    private IExecutionApi target = null!;
    private SimulatedNode worker = null!;
    private SimulatedNode server = null!;
    private SimulatedNetwork network = null!;

    public static IExecutionApi Wrap(IExecutionApi api, SimulatedNode worker, SimulatedNode server, SimulatedNetwork network)
    {
        var wrapped = Create<IExecutionApi, ApiProxy>();
        var proxy = (ApiProxy)(object)wrapped;
        (proxy.target, proxy.worker, proxy.server, proxy.network) = (api, worker, server, network);
        return wrapped;
    }

    /// <summary>One call; public for the delegates that are made of it.</summary>
    public async Task<T> CallAsync<T>(MethodInfo method, object?[] arguments)
    {
        var reply = new TaskCompletionSource<T>();
        await worker.HopAsync(method.Name);
        network.Send(method.Name, server, () => server.Start(() => AnswerAsync(method, arguments, reply)));
        return await reply.Task.WaitAsync(ReplyTimeout, worker.Clock);
    }

    /// <summary>The same for methods that answer with a value task.</summary>
    public ValueTask<T> CallValueAsync<T>(MethodInfo method, object?[] arguments) => new(CallAsync<T>(method, arguments));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (targetMethod.ReturnType == typeof(Task))
        {
            return CallAsync<bool>(targetMethod, args ?? []);
        }

        var call = Calls.GetOrAdd(targetMethod, static method =>
        {
            var name = method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>) ? nameof(CallValueAsync) : nameof(CallAsync);
            return typeof(ApiProxy).GetMethod(name)!.MakeGenericMethod(method.ReturnType.GenericTypeArguments);
        });
        return call.Invoke(this, BindingFlags.DoNotWrapExceptions, null, [targetMethod, args ?? []], null);
    }

    private async Task AnswerAsync<T>(MethodInfo method, object?[] arguments, TaskCompletionSource<T> reply)
    {
        Action answer;
        try
        {
            var result = await ResultAsync<T>(method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null));
            answer = () => reply.TrySetResult(result);
        }
#pragma warning disable CA1031 // an error is an answer, too
        catch (Exception exception)
#pragma warning restore CA1031
        {
            answer = () => reply.TrySetException(exception);
        }

        network.Send($"reply of {method.Name}", worker, answer);
    }

    private static async Task<T> ResultAsync<T>(object? returned)
    {
        switch (returned)
        {
            case Task<T> task:
                return await task;
            case ValueTask<T> task:
                return await task;
            default:
                await (Task)returned!;
                return default!;
        }
    }
}
