namespace Airflow.Runtime.Tests.Harness;

/// <summary>The DAG files of the tests, compiled once.</summary>
internal static class TestDags
{
    public const string File = "cases.cs";
    public const string Version = "v1";
    public const string Bundle = "dags-folder";

    private const string Source = """
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using Airflow;
        using Microsoft.Extensions.Logging;

        var dag = new Dag("cases");
        var number = dag.Task("number", context => 42);
        dag.Task("nothing", context => { });
        dag.Task("add", number, value => value + 1);
        dag.Task("throw", context => { throw new InvalidOperationException("no such table: orders"); });
        dag.Task("throw_for_good", context => { throw new TaskFailedException(retryable: false, "broken for good"); });
        dag.Task("retry_later", context => TaskOutcome.RetryAfter(TimeSpan.FromSeconds(7), "not yet"));
        dag.Task("skip", context => { throw new TaskSkippedException("nothing to do"); });
        dag.Task("reschedule", context => TaskOutcome.Rescheduled(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        dag.Task("exit_0", context => { Environment.Exit(0); });
        dag.Task("exit_3", context => { Environment.Exit(3); });
        dag.Task("exit_137", context => { Environment.Exit(137); });
        dag.Task("signal_9", context => { Native.Kill(Environment.ProcessId, 9); Thread.Sleep(Timeout.Infinite); });
        dag.Task("fail_fast", context => { Environment.FailFast("the end"); });
        dag.Task("deaf", context => { Console.WriteLine("deaf"); Thread.Sleep(Timeout.Infinite); });
        dag.Task("deaf_family", context => { Process.Start("sh", ["-c", "trap '' TERM; sleep 1000 & wait"]); Console.WriteLine("deaf"); Thread.Sleep(Timeout.Infinite); });
        dag.Task("listens", async context => { Console.WriteLine("listens"); await Task.Delay(Timeout.Infinite, context.CancellationToken); });
        dag.Task("leaves_daemon", context =>
        {
            Process.Start("sh", ["-c", "setsid sleep 4242 >/dev/null 2>&1 &"]).WaitForExit();
        });
        dag.Task("prints_much", context =>
        {
            var line = new string('x', 1000);
            for (var i = 0; i < 100_000; i++) Console.WriteLine(line);
        });
        dag.Task("prints_long_line", context => { Console.WriteLine(new string('y', 10_000_000)); });
        dag.Task("prints_raw_long_line", context =>
        {
            using var stream = Console.OpenStandardOutput();
            stream.Write(Enumerable.Repeat((byte)'z', 10_000_000).ToArray());
        });
        dag.Task("prints_invalid_utf8", context =>
        {
            using var stream = Console.OpenStandardOutput();
            stream.Write([(byte)'a', 0xff, 0xfe, (byte)'b', (byte)'\n']);
        });
        dag.Task("prints_in_order", context =>
        {
            Console.Write("one ");
            Console.WriteLine("line");
            context.Logger.LogWarning("seen {Rows} rows", 7);
            Console.Error.WriteLine("oops");
        });
        dag.Task("logs_at_levels", context =>
        {
            context.Logger.LogDebug("fine");
            context.Logger.LogInformation("plain");
            context.Logger.LogError("grave");
        });
        dag.Task("shell", context => { Process.Start("sh", ["-c", "echo from the shell; echo bad >&2"]).WaitForExit(); });
        dag.Task("xcom_delegate", context => (object)(new Func<int>(() => 1)));
        dag.Task("xcom_nan", context => double.NaN);
        dag.Task("xcom_huge", context => new string('h', 50_000_000));
        dag.Task("secrets", async context =>
        {
            var connection = await context.Connections.GetAsync("db");
            Console.WriteLine("password is " + connection.Password);
            context.Logger.LogInformation("quoted \"{Password}\"", connection.Password);
            Process.Start("sh", ["-c", "echo shell " + connection.Password]).WaitForExit();
        });
        dag.Task("missing_variable", async context => { await context.Variables.GetAsync("absent"); });
        dag.Task("pid", context => Environment.ProcessId);
        dag.Task("blocks_on_file", async context =>
        {
            Console.WriteLine("started");
            var folder = context.Conf.Get<string>("folder");
            while (!File.Exists(Path.Combine(folder, "go"))) await Task.Delay(5, context.CancellationToken);
        });
        dag.Task("asks_later", context =>
        {
            _ = Task.Run(async () =>
            {
                while (true)
                {
                    try { await context.Variables.GetAsync("x"); } catch (Exception) { await Task.Delay(1); }
                }
            });
        });
        dag.Add(new Greeting("templates") { Text = "{{ dag.dag_id }}/{{ ti.task_id }} {{ ti.xcom_pull('number') + 1 }} {{ var.value.place }} {{ dag_run.conf['who'] }}", More = ["{{ conn.db.host }}", "plain"] });
        dag.Add(new Greeting("template_error") { Text = "{{ nowhere }}" });
        dag.Task("hungry", context =>
        {
            var hoard = new List<byte[]>();
            while (true) hoard.Add(new byte[1 << 20]);
        });
        dag.Task("environment", context => string.Join(",", Environment.GetEnvironmentVariables().Keys.Cast<string>().Order()));
        dag.Task("changes_everything", context =>
        {
            Environment.SetEnvironmentVariable("LEFT_BEHIND", "yes");
            Environment.SetEnvironmentVariable("PATH", "/nowhere");
            Environment.SetEnvironmentVariable("TZ", "Asia/Tokyo");
            Environment.SetEnvironmentVariable("HOME", null);
            TimeZoneInfo.ClearCachedData();
            var german = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            System.Globalization.CultureInfo.CurrentCulture = german;
            System.Globalization.CultureInfo.DefaultThreadCurrentCulture = german;
            System.Globalization.CultureInfo.DefaultThreadCurrentUICulture = german;
            Console.SetOut(TextWriter.Null);
            Console.SetError(TextWriter.Null);
            Console.SetIn(new StringReader("left behind"));
            Native.Umask(0);
            Environment.ExitCode = 9;
            var folder = Directory.CreateTempSubdirectory("gone-").FullName;
            Directory.SetCurrentDirectory(folder);
            Directory.Delete(folder);
            Statics.Count++;
        });
        dag.Task("facts", async context =>
        {
            Console.WriteLine("still heard");
            var file = Path.GetTempFileName();
            File.Delete(file);
            using (new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = (UnixFileMode)0x1ff })) { }
            var mode = File.GetUnixFileMode(file);
            File.Delete(file);
            var culture = 2.5.ToString() + await Task.Run(() => 1.5.ToString());
            return string.Join("|", Environment.GetEnvironmentVariable("LEFT_BEHIND"), Environment.GetEnvironmentVariable("PATH"), Environment.GetEnvironmentVariable("HOME"),
                TimeZoneInfo.Local.Id, culture, Console.In.Peek() < 0, mode, Environment.ExitCode, Directory.GetCurrentDirectory());
        });
        dag.Task("statics", context => ++Statics.Count);
        dag.Task("changes_folder", context => { Directory.SetCurrentDirectory("/"); });
        dag.Task("folder", context => Directory.GetCurrentDirectory());

        return await DagFile.RunAsync(args);

        class Greeting(string taskId) : Operator(taskId)
        {
            [TemplateField] public string Text { get; set; }
            [TemplateField] public List<string> More { get; set; } = [];
            protected override ValueTask<TaskOutcome> ExecuteAsync(TaskContext context) => ValueTask.FromResult(TaskOutcome.Success($"{Text} {string.Join(",", More)}"));
        }

        static class Statics
        {
            public static int Count;
        }

        static class Native
        {
            [DllImport("libc", EntryPoint = "umask")]
            public static extern uint Umask(uint mask);

            [DllImport("libc", EntryPoint = "kill")]
            public static extern int Kill(int pid, int signal);
        }
        """;

    private static readonly Lazy<string> Root = new(Create);

    /// <summary>The folder with the compiled files.</summary>
    public static string BundleRoot => Root.Value;

    private static string Create()
    {
        var root = Directory.CreateTempSubdirectory("airflow-bundles-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        DagCompiler.Compile(Source, root, Version, File);
        DagCompiler.Compile(Other("two"), root, "v2", File);
        DagCompiler.Compile("System.Console.WriteLine(1);", root, Version, "empty.cs");
        DagCompiler.Compile("throw new System.InvalidOperationException(\"top level\");", root, Version, "broken.cs");
        return root;
    }

    private static string Other(string text) => $$"""
        using Airflow;
        var dag = new Dag("cases");
        dag.Task("number", context => "{{text}}");
        dag.Task("pid", context => Environment.ProcessId);
        return await DagFile.RunAsync(args);
        """;
}
