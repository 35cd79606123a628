using Airflow.Engine.Dags.Processing;

namespace Airflow.Engine.Tests.Dags.Processing;

public sealed class FolderScannerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("airflow-test-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Sources_projects_and_support_files_are_told_apart()
    {
        Write("a.cs");
        Write("team/b.cs");
        Write("sql/c.sql");
        Write("etl/etl.csproj", "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>");
        Write("etl/Program.cs");
        Write("lib/lib.csproj", "<Project/>");
        Write("lib/deep/Names.cs");

        var snapshot = Scan();
        snapshot.SourceFiles.Keys.ShouldBe(["a.cs", "team/b.cs"], ignoreOrder: true);
        snapshot.Projects.Keys.ShouldBe(["etl/etl.csproj"]);
        snapshot.SupportFiles.Keys.ShouldBe(["sql/c.sql"]);
    }

    [Fact]
    public void Hidden_files_build_output_and_what_is_ignored_are_left_out()
    {
        Write(".git/config");
        Write(".env");
        Write("bin/a.cs");
        Write("obj/b.cs");
        Write("skip/c.cs");
        Write("keep.cs");
        Write(".airflowignore", "skip");

        var snapshot = Scan();
        snapshot.SourceFiles.Keys.ShouldBe(["keep.cs"]);
        snapshot.SupportFiles.ShouldBeEmpty();
    }

    [Fact]
    public void A_change_in_a_project_changes_its_stamp()
    {
        Write("etl/etl.csproj", "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>");
        Write("etl/Program.cs", "one");
        var before = Scan().Projects["etl/etl.csproj"];
        Write("etl/Program.cs", "three");
        Scan().Projects["etl/etl.csproj"].ShouldNotBe(before);
    }

    [Fact]
    public void A_link_that_leads_back_ends_nothing()
    {
        Write("team/a.cs");
        Directory.CreateSymbolicLink(Path.Combine(_root, "team", "again"), _root);
        Scan().SourceFiles.Keys.ShouldBe(["team/a.cs"]);
    }

    [Fact]
    public void A_large_file_does_not_travel()
    {
        using (var file = File.Create(Path.Combine(_root, "data.bin")))
        {
            file.SetLength(FolderScanner.MaxSupportFileSize + 1);
        }

        Scan().SupportFiles.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_files() =>
        new FolderScanner(Path.Combine(_root, "none"), IgnoreSyntax.Glob).Scan().SourceFiles.ShouldBeEmpty();

    private FolderSnapshot Scan() => new FolderScanner(_root, IgnoreSyntax.Glob).Scan();

    private void Write(string name, string text = "")
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
