using System.Collections.Concurrent;
using System.Reflection;
using Airflow.Engine;
using Airflow.Engine.Scheduling;

namespace Airflow.Testing.Simulation;

/// <summary>
/// A store as a node reaches it: every call is a message there and one back, so the node can crash before the commit and after it, others act in
/// between, and the database can be away. Made for whole interfaces, so that a new method of a store cannot be forgotten.
/// </summary>
#pragma warning disable CA1852, MA0053 // the runtime derives the proxy from it
internal class StoreProxy : DispatchProxy
#pragma warning restore CA1852, MA0053
{
    private static readonly ConcurrentDictionary<MethodInfo, MethodInfo> Calls = new();

    private object target = null!;
    private SimulatedNode node = null!;
    private StoreLink link = null!;

    public static SchedulerStores Wrap(SchedulerStores stores, SimulatedNode node, StoreLink link) => stores with
    {
        Writer = Wrap(stores.Writer, node, link),
        Runs = Wrap(stores.Runs, node, link),
        Tasks = Wrap(stores.Tasks, node, link),
        Dags = Wrap(stores.Dags, node, link),
        XComs = Wrap(stores.XComs, node, link),
        Pools = Wrap(stores.Pools, node, link),
        Jobs = Wrap(stores.Jobs, node, link),
    };

    /// <summary>One call with a result; public for the delegates that are made of it.</summary>
    public async Task<T> CallAsync<T>(MethodInfo method, object?[] arguments)
    {
        await node.HopAsync(method.Name);
        ThrowIfAway();
        var result = await (Task<T>)method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        link.AfterCall(node, method.Name, arguments, result);
        await node.HopAsync(method.Name);
        ThrowIfAway();
        return result;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (targetMethod.ReturnType == typeof(Task))
        {
            return CallAsync(targetMethod, args ?? []);
        }

        var call = Calls.GetOrAdd(targetMethod, static method => method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>)
            ? typeof(StoreProxy).GetMethod(nameof(CallAsync))!.MakeGenericMethod(method.ReturnType.GenericTypeArguments)
            : throw new NotSupportedException($"The store method {method.Name} returns {method.ReturnType.Name}; the simulation knows only tasks."));
        return call.Invoke(this, BindingFlags.DoNotWrapExceptions, null, [targetMethod, args ?? []], null);
    }

    private static TStore Wrap<TStore>(TStore store, SimulatedNode node, StoreLink link)
        where TStore : class
    {
        var wrapped = Create<TStore, StoreProxy>();
        var proxy = (StoreProxy)(object)wrapped;
        (proxy.target, proxy.node, proxy.link) = (store, node, link);
        return wrapped;
    }

    private async Task CallAsync(MethodInfo method, object?[] arguments)
    {
        await node.HopAsync(method.Name);
        ThrowIfAway();
        await (Task)method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        link.AfterCall(node, method.Name, arguments, null);
        await node.HopAsync(method.Name);
        ThrowIfAway();
    }

    private void ThrowIfAway()
    {
        if (link.IsAway(node))
        {
            throw new AirflowException("database_locked", "The simulated database cannot be reached.") { IsTransient = true };
        }
    }
}
