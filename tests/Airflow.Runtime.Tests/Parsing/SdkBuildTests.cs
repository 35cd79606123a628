namespace Airflow.Runtime.Tests.Parsing;

public sealed class SdkBuildTests : IAsyncDisposable
{
    private readonly ProcessorFixture _home = new();

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task A_file_that_refers_to_a_project_is_built_once_and_carries_its_dependencies()
    {
        _home.Write("lib/lib.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """);
        _home.Write("lib/Names.cs", "namespace Lib; public static class Names { public static string Dag => \"from_project\"; }");
        _home.Write("uses.cs", """
            #!/usr/bin/env dotnet
            #:project lib
            var dag = new Dag(Lib.Names.Dag);
            dag.Task("one", context => 1);
            return await DagFile.RunAsync(args);
            """);

        await _home.ProcessOnceAsync();

        (await _home.ErrorsAsync()).ShouldBeEmpty();
        (await _home.DagIdsAsync()).ShouldBe(["from_project"]);
        var paths = _home.Store.Manifests.Values.ShouldHaveSingleItem().Entries.Select(entry => entry.Path).ToList();
        paths.ShouldContain("uses.cs.dll");
        paths.ShouldContain("uses.cs.deps/lib.dll");
        paths.ShouldNotContain(path => path.Contains("Airflow.Sdk"));

        await _home.ProcessOnceAsync();
        var log = Directory.GetFiles(_home.LogFolder, "uses.cs.log", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.ReadLines(log).Count(line => line.Contains("building uses.cs")).ShouldBe(1);

        _home.Write("lib/Names.cs", "namespace Lib; public static class Names { public static string Dag => 1; }");
        await _home.ProcessOnceAsync();
        var error = (await _home.ErrorsAsync())["uses.cs"];
        error.ShouldContain("lib/Names.cs(1,");
        error.ShouldContain("error CS0029");
        (await _home.DagIdsAsync()).ShouldBe(["from_project"]);
    }

    [Fact]
    public async Task A_folder_with_a_program_project_is_one_DAG_file()
    {
        _home.Write("etl/etl.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>
            """);
        _home.Write("etl/Program.cs", "var dag = new Dag(Names.Dag); return await DagFile.RunAsync(args);");
        _home.Write("etl/Names.cs", "static class Names { public const string Dag = \"project\"; }");

        await _home.ProcessOnceAsync();

        (await _home.ErrorsAsync()).ShouldBeEmpty();
        var dag = (await _home.Store.ListAsync(includeStale: false, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        dag.DagId.ShouldBe("project");
        dag.RelativeFileLocation.ShouldBe("etl/etl.csproj");
        Directory.Exists(Path.Combine(_home.DagFolder, "etl/obj")).ShouldBeFalse();
    }
}
