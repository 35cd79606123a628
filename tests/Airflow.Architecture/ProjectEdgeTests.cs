namespace Airflow.Architecture;

public sealed class ProjectEdgeTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Airflow.Sdk"] = [],
        ["Airflow.Engine"] = ["Airflow.Sdk"],
        ["Airflow.Storage"] = ["Airflow.Engine"],
        ["Airflow.Runtime"] = ["Airflow.Engine"],
        ["Airflow.Celery"] = ["Airflow.Engine"],
        ["Airflow.Server"] = ["Airflow.Engine"],
        ["Airflow.Testing"] = ["Airflow.Engine"],
        ["Airflow.Providers"] = ["Airflow.Sdk"],
        ["Airflow.Client"] = [],
        ["Airflow.Cli"] = ["Airflow.Client", "Airflow.Engine", "Airflow.Storage", "Airflow.Runtime", "Airflow.Celery", "Airflow.Server", "Airflow.Testing", "Airflow.Providers", "Airflow.Sdk"],
    };

    private static readonly string[] SpanningTests = ["Airflow.Conformance", "Airflow.EndToEnd", "Airflow.Architecture", "Airflow.ParseChildHost"];

    [Fact]
    public void Every_arrow_between_projects_is_one_of_the_design()
    {
        var projects = ProjectFile.In("src");

        projects.ShouldNotBeEmpty();
        projects
            .SelectMany(static project => project.Projects, static (project, target) => (From: project.Name, To: target))
            .Where(static edge => !Allowed.TryGetValue(edge.From, out var targets) || !targets.Contains(edge.To))
            .Select(static edge => $"{edge.From} -> {edge.To}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_one_of_the_design() =>
        ProjectFile.In("src").Select(static project => project.Name).Where(static name => !Allowed.ContainsKey(name)).ShouldBeEmpty();

    [Fact]
    public void Only_Storage_and_Providers_speak_to_databases() =>
        ProjectFile.In("src")
            .Where(static project => project.Name is not ("Airflow.Storage" or "Airflow.Providers"))
            .Where(static project => project.Packages.Any(static package => package is "Dapper" or "Npgsql" or "MySql.Data" || package.Contains("Sqlite", StringComparison.OrdinalIgnoreCase)))
            .Select(static project => project.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Every_project_has_its_tests_and_they_refer_to_it()
    {
        var tests = ProjectFile.In("tests").ToDictionary(static project => project.Name, StringComparer.Ordinal);

        foreach (var project in ProjectFile.In("src"))
        {
            tests.ShouldContainKey($"{project.Name}.Tests");
            tests[$"{project.Name}.Tests"].Projects.ShouldContain(project.Name);
        }
    }

    [Fact]
    public void Every_test_project_mirrors_a_project_or_spans_all()
    {
        var names = ProjectFile.In("src").Select(static project => project.Name).ToHashSet(StringComparer.Ordinal);

        ProjectFile.In("tests").Select(static project => project.Name)
            .Where(name => !SpanningTests.Contains(name) && !(name.EndsWith(".Tests", StringComparison.Ordinal) && names.Contains(name[..^".Tests".Length])))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = Repository.Read("Airflow.slnx");

        Repository.Texts("src", ".csproj").Concat(Repository.Texts("tests", ".csproj")).Where(path => !solution.Contains(path, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Versions_of_packages_are_kept_in_one_place() =>
        Repository.Texts("", ".csproj").Where(static path => Repository.Read(path).Contains(" Version=\"", StringComparison.Ordinal)).ShouldBeEmpty();
}
