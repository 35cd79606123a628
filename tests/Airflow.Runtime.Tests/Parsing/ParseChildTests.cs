using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Runtime.Parsing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Parsing;

public sealed class ParseChildTests : IAsyncDisposable
{
    private const string Good = """
        var dag = new Dag("sales") { Schedule = "@daily", StartDate = new(2026, 1, 1), Tags = ["example"], DefaultArgs = new() { Owner = "data", Retries = 2 } };
        var extract = dag.Task("extract", context => new[] { 1m, 2m });
        var total = dag.Task("total", extract, numbers => numbers.Sum());
        var report = dag.Task("report", total, sum => Console.WriteLine(sum), new() { Retries = 3 });
        _ = extract >> total >> report;
        return await DagFile.RunAsync(args);

        record Order(int Id, decimal Amount);
        """;

    private readonly List<string> _output = [];
    private ParseChildSlot _slot = Slot(ChildHost.Options);

    public async ValueTask DisposeAsync() => await _slot.DisposeAsync();

    [Fact]
    public async Task A_good_file_gives_its_DAGs()
    {
        var answer = await ParseAsync(Good);

        answer.Problems.ShouldBeEmpty();
        var dag = DagSerialization.Read(answer.Dags.ShouldHaveSingleItem().Data);
        dag.DagId.ShouldBe("sales");
        dag.RelativeFileloc.ShouldBe("file.cs");
        dag.Tasks.Select(task => task.TaskId).ShouldBe(["extract", "total", "report"]);
        dag.Tasks[0].DownstreamTaskIds!.Value.ShouldBe(["total"]);
        dag.Tasks[2].Retries.ShouldBe(3);
        answer.Assembly.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_same_text_gives_the_same_bytes_in_another_process()
    {
        var first = await ParseAsync(Good);
        await _slot.EndAsync();
        var second = await ParseAsync(Good);

        second.Assembly.ShouldBe(first.Assembly);
        second.Dags[0].Data.ShouldBe(first.Dags[0].Data);
    }

    [Fact]
    public async Task Syntax_errors_are_told_all_at_once_with_their_places()
    {
        var answer = await ParseAsync("""
            var dag = new Dag("broken");
            var one = ;
            dag.Nothing();
            """);

        answer.Dags.ShouldBeEmpty();
        answer.Problems.Select(problem => problem.ToString()).ShouldContain(text => text.StartsWith("file.cs(2,11): error CS1525: "));
        answer.Problems.ShouldContain(problem => problem.Line == 3 && problem.Code == "CS1061");
    }

    [Fact]
    public async Task An_exception_at_top_level_is_told_with_its_type_and_line()
    {
        var answer = await ParseAsync("""
            var dag = new Dag("thrower");
            Inner();
            void Inner() => throw new InvalidOperationException("no such table");
            """);

        var problem = answer.Problems.Single(problem => problem.IsError);
        problem.Message.ShouldBe("System.InvalidOperationException: no such table");
        problem.File.ShouldBe("file.cs");
        problem.Line.ShouldBe(3);
        problem.Detail.ShouldContain("file.cs:line 2");
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_DAGs_is_told_with_its_lines()
    {
        var answer = await ParseAsync($$"""
            var dag = new Dag("graph");
            var a = dag.Task("a", context => 1);
            var b = dag.Task("b", context => 1);
            _ = a >> b >> a;
            dag.Task("a", context => 2);
            dag.Task("with space", context => 2);
            dag.Task("{{new string('x', 300)}}", context => 2);
            dag.Task("stream", context => new MemoryStream());
            new Dag("graph");
            new Dag("il/legal");
            return await DagFile.RunAsync(args);
            """);

        answer.Dags.ShouldBeEmpty();
        var problems = answer.Problems.Where(problem => problem.IsError).ToList();
        problems.ShouldContain(problem => problem.Message.Contains("cycle") && problem.Line == 2);
        problems.ShouldContain(problem => problem.Message.Contains("'a' is used twice") && problem.Line == 5);
        problems.ShouldContain(problem => problem.Message.Contains("with space") && problem.Line == 6);
        problems.ShouldContain(problem => problem.Message.Contains("300 characters") && problem.Line == 7);
        problems.ShouldContain(problem => problem.Message.Contains("MemoryStream") && problem.Line == 8);
        problems.ShouldContain(problem => problem.Message.Contains("two DAGs with the id 'graph'") && problem.Line == 9);
        problems.ShouldContain(problem => problem.Message.Contains("il/legal") && problem.Line == 10);
    }

    [Fact]
    public async Task A_schedule_that_is_none_is_told_with_the_place_of_its_DAG()
    {
        var answer = await ParseAsync("""

            var dag = new Dag("late") { Schedule = "61 * * * *" };
            """);

        var problem = answer.Problems.ShouldHaveSingleItem();
        problem.Line.ShouldBe(2);
        problem.Message.ShouldContain("late");
    }

    [Fact]
    public async Task A_program_without_a_DAG_is_no_error()
    {
        var answer = await ParseAsync("""Console.WriteLine("hello");""");

        answer.Problems.ShouldBeEmpty();
        answer.Dags.ShouldBeEmpty();
        answer.IsPart.ShouldBeFalse();
        _output.ShouldBe(["hello"]);
    }

    [Fact]
    public async Task A_file_without_top_level_code_is_a_part_of_others()
    {
        var answer = await ParseAsync("static class DagParts { public static int One => 1; }");

        answer.IsPart.ShouldBeTrue();
        answer.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Exit_at_top_level_is_told_with_its_line_and_the_next_file_goes_on()
    {
        var answer = await ParseAsync("""
            var dag = new Dag("quitter");
            Environment.Exit(3);
            """);

        var problem = answer.Problems.Single(problem => problem.IsError);
        problem.Message.ShouldContain("exit code 3");
        problem.Line.ShouldBe(2);
        (await ParseAsync(Good)).Dags.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_stack_overflow_costs_the_file_and_nothing_else()
    {
        await ParseAsync(Good);
        var answer = await ParseAsync("""
            var dag = new Dag("deep");
            Console.WriteLine(Deep(1));
            int Deep(int n) => n + Deep(n + 1);
            """);

        var problem = answer.Problems.Single(problem => problem.IsError);
        problem.Message.ShouldStartWith("stack overflow");
        problem.Detail.ShouldContain("Deep");
        (await ParseAsync(Good)).Dags.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_endless_loop_ends_with_the_time_allowed()
    {
        await UseAsync(ChildHost.Options with { ImportTimeout = TimeSpan.FromSeconds(12) });
        var answer = await ParseAsync("""
            var dag = new Dag("endless");
            Console.WriteLine("before");
            while (true) { }
            """);

        answer.Problems.Single(problem => problem.IsError).Message.ShouldContain("dagbag_import_timeout");
        _output.ShouldBe(["before"]);
        (await ParseAsync(Good)).Dags.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Memory_without_bound_ends_at_its_limit()
    {
        await UseAsync(ChildHost.Options with { HeapLimitBytes = 200 * 1024 * 1024 });
        var answer = await ParseAsync("""
            var dag = new Dag("greedy");
            var all = new List<byte[]>();
            while (true) { all.Add(new byte[1024 * 1024]); }
            """);

        answer.Problems.Single(problem => problem.IsError).ToString().ShouldContain("emory");
        (await ParseAsync(Good)).Dags.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Native_memory_without_bound_ends_at_its_limit()
    {
        await UseAsync(ChildHost.Options with { MemoryLimitBytes = 300 * 1024 * 1024 });
        var answer = await ParseAsync("""
            var dag = new Dag("greedy");
            while (true)
            {
                var block = System.Runtime.InteropServices.Marshal.AllocHGlobal(1024 * 1024);
                for (var i = 0; i < 1024 * 1024; i += 4096) { System.Runtime.InteropServices.Marshal.WriteByte(block, i, 1); }
                Thread.Sleep(1);
            }
            """);

        answer.Problems.Single(problem => problem.IsError).Message.ShouldContain("more than 300 MB of memory");
    }

    [Fact]
    public async Task A_thread_that_dies_is_told_with_its_exception()
    {
        var answer = await ParseAsync("""
            var dag = new Dag("threads");
            var thread = new Thread(() => throw new ArgumentException("in the back"));
            thread.Start();
            thread.Join();
            Thread.Sleep(5000);
            """);

        answer.Problems.ShouldContain(problem => problem.Message == "System.ArgumentException: in the back" && problem.Line == 2);
    }

    [Fact]
    public async Task What_an_earlier_file_left_behind_is_not_blamed_on_a_later_one()
    {
        await ParseAsync("""
            var dag = new Dag("bomb");
            new Thread(() => { Thread.Sleep(300); Environment.Exit(9); }).Start();
            """);
        var answer = await ParseAsync("""
            var dag = new Dag("innocent");
            Thread.Sleep(600);
            """);

        answer.Problems.ShouldBeEmpty();
        answer.Dags.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_child_knows_no_secret_of_its_parent()
    {
        Environment.SetEnvironmentVariable("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://secret");
        await ParseAsync("""
            var dag = new Dag("curious");
            foreach (var name in Environment.GetEnvironmentVariables().Keys) { Console.WriteLine(name); }
            """);

        _output.ShouldContain("PATH");
        _output.ShouldNotContain(name => name.StartsWith("AIRFLOW__"));
    }

    [Fact]
    public async Task The_console_of_a_file_has_no_input_and_cannot_disturb()
    {
        var answer = await ParseAsync("""
            var dag = new Dag("talker");
            Console.WriteLine(Console.ReadLine() ?? "nothing to read");
            using (var raw = Console.OpenStandardOutput()) { raw.Write(new byte[] { 255, 255, 255, 255, 10 }); }
            Console.Error.WriteLine("to the error");
            """);

        answer.Dags.ShouldHaveSingleItem();
        _output.ShouldContain("nothing to read");
        _output.ShouldContain("to the error");
    }

    [Fact]
    public async Task A_program_that_a_file_started_ends_with_the_child()
    {
        await ParseAsync("""
            var dag = new Dag("starter");
            Console.WriteLine(System.Diagnostics.Process.Start("sleep", "600").Id);
            """);
        var pid = int.Parse(_output[0]);
        await _slot.EndAsync();

        while (await IsRunningAsync(pid))
        {
            // the signal has been sent; the test ends with the run if it has no effect
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Includes_are_compiled_with_the_file_and_errors_name_the_right_one()
    {
        var answer = await ParseAsync(
            ("file.cs", """
                #!/usr/bin/env dotnet
                #:include parts/orders.cs
                var dag = new Dag(Orders.Name);
                """),
            ("parts/orders.cs", """
                static class Orders
                {
                    public static string Name => throw new NotSupportedException();
                }
                """));

        var problem = answer.Problems.Single(problem => problem.IsError);
        problem.File.ShouldBe("parts/orders.cs");
        problem.Line.ShouldBe(3);
    }

    [Fact]
    public async Task Warnings_do_not_stop_a_file()
    {
        var answer = await ParseAsync("""
            var dag = new Dag("warned");
            int unused;
            """);

        answer.Dags.ShouldHaveSingleItem();
        answer.Problems.ShouldContain(problem => !problem.IsError && problem.Code == "CS0168" && problem.Line == 2);
    }

    [Fact]
    public async Task A_spent_child_is_replaced()
    {
        await UseAsync(ChildHost.Options with { FileLimit = 2 });
        const string tellPid = """
            var dag = new Dag("pid");
            Console.WriteLine(Environment.ProcessId);
            """;
        for (var i = 0; i < 3; i++)
        {
            await ParseAsync(tellPid);
        }

        _output[1].ShouldBe(_output[0]);
        _output[2].ShouldNotBe(_output[0]);
    }

    private static ParseChildSlot Slot(ParseChildOptions options) => new(options, TimeProvider.System, NullLogger.Instance);

    private async Task UseAsync(ParseChildOptions options)
    {
        await _slot.DisposeAsync();
        _slot = Slot(options);
    }

    private static async Task<bool> IsRunningAsync(int pid)
    {
        try
        {
            var stat = await File.ReadAllTextAsync($"/proc/{pid}/stat", TestContext.Current.CancellationToken);
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private Task<ParseAnswer> ParseAsync(string text) => ParseAsync(("file.cs", text));

    private async Task<ParseAnswer> ParseAsync(params (string Path, string Text)[] files)
    {
        var request = new ParseRequest
        {
            Source = new DagSource { FileLocation = "/nowhere/file.cs", RelativeFileLocation = "file.cs", DagsFolder = "/nowhere" },
            Sources = [.. files.Select(file => new SourceFile(file.Path, file.Text))],
        };
        return await _slot.ParseAsync(
            request,
            line =>
            {
                lock (_output)
                {
                    _output.Add(line);
                }
            },
            TestContext.Current.CancellationToken);
    }
}
