using System.Reflection;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>A store that notes what it is asked.</summary>
#pragma warning disable CA1852, MA0053 // the runtime derives the proxy from it
internal class NotedCalls : DispatchProxy
#pragma warning restore CA1852, MA0053
{
    private Func<MethodInfo, object?[]?, object?> answer = null!;
    private List<string> calls = null!;

    public static TStore Of<TStore>(TStore store, List<string> calls)
        where TStore : class => Of<TStore>((method, arguments) => method.Invoke(store, BindingFlags.DoNotWrapExceptions, null, arguments, null), calls);

    /// <summary>One that answers every question alike.</summary>
    public static TStore Of<TStore>(object answer, List<string> calls)
        where TStore : class => Of<TStore>((_, _) => answer, calls);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        calls.Add($"{targetMethod!.DeclaringType!.Name}.{targetMethod.Name}");
        return answer(targetMethod, args);
    }

    private static TStore Of<TStore>(Func<MethodInfo, object?[]?, object?> answer, List<string> calls)
        where TStore : class
    {
        var proxy = Create<TStore, NotedCalls>();
        ((NotedCalls)(object)proxy).answer = answer;
        ((NotedCalls)(object)proxy).calls = calls;
        return proxy;
    }
}
