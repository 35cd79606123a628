using Airflow.Runtime.Pool;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Harness;

/// <summary>A process that keeps runtimes, to be killed by a test.</summary>
internal static class SupervisorProgram
{
    public static int Run(string folder)
    {
        var pool = new RuntimePool(RuntimeHarness.Options(folder) with { BundleRoot = folder, WarmMinimum = 2 }, TimeProvider.System, NullLogger<RuntimePool>.Instance);
        pool.Start();
        SpinWait.SpinUntil(() => pool.IdleCount == 2);
        Console.WriteLine("ready");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
