using Airflow.Engine.MessagePack;
using Airflow.Hosting;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>Runs a tiny task through everything that a real one goes through, so that the first real one finds the code compiled.</summary>
internal static class RuntimeWarmUp
{
    private const int Rounds = 3;

    public static void Run(string bundleRoot)
    {
        var dags = DagCollector.Collect(static () =>
        {
            var dag = new Dag("warm_up");
            var first = dag.Task("first", static context => 1);
            dag.Task("second", first, static value => { });
        });
        using var log = new ChildLog(null, LogLevel.Information, TimeProvider.System);
        log.Write(LogLevel.Information, "task", "warm");
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var task in dags[0].Tasks)
            {
                var echo = new Echo();
                var execution = new TaskExecution(echo, log, PlainTemplateRenderer.Instance, bundleRoot, TimeProvider.System);
                var startup = (StartupDetails)Echo.RoundTrip(Startup(task.Id))!;
#pragma warning disable VSTHRD002 // nothing here is asynchronous, and this thread has nothing else to do
                var terminal = execution.RunAsync(startup, _ => task, CancellationToken.None).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
                _ = Echo.RoundTrip(terminal);
            }
        }
    }

    private static StartupDetails Startup(string taskId) => new()
    {
        Ti = new TaskInstance { DagId = "warm_up", RunId = "warm_up", TaskId = taskId, TryNumber = 1 },
        DagRelPath = "warm_up.cs",
        BundleInfo = new BundleInfo { Name = "warm_up", Version = "0" },
        TiContext = new TIRunContext { DagRun = new DagRun { DagId = "warm_up", RunId = "warm_up", RunType = "manual", State = "running" } },
    };

    /// <summary>A host that knows the one XCom of the warm-up.</summary>
    private sealed class Echo : IHostRequests
    {
        public static FrameMessage? RoundTrip(FrameMessage message)
        {
            using var writer = new MessagePackWriter();
            FrameCodec.Encode(writer, new Frame(0, message));
            return FrameCodec.Decode(writer.Written.Span[FrameCodec.HeaderLength..]).Body;
        }

        public FrameMessage? Ask(FrameMessage request) => RoundTrip(request) switch
        {
            GetXCom get => RoundTrip(new XComResult { Key = get.Key, Value = FrameValue.FromJson("1") }),
            _ => RoundTrip(new OKResponse { Ok = true }),
        };
    }
}
