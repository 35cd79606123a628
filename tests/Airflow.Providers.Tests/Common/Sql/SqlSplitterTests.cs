namespace Airflow.Providers.Common.Sql;

public sealed class SqlSplitterTests
{
    [Theory]
    [InlineData("SELECT 1", new[] { "SELECT 1" })]
    [InlineData("SELECT 1; SELECT 2;", new[] { "SELECT 1", "SELECT 2" })]
    [InlineData("INSERT INTO t VALUES ('a;b'';c'); SELECT 2", new[] { "INSERT INTO t VALUES ('a;b'';c')", "SELECT 2" })]
    [InlineData("SELECT \"a;b\", `c;d`; SELECT 2", new[] { "SELECT \"a;b\", `c;d`", "SELECT 2" })]
    [InlineData("SELECT 1 -- one; only\n; /* two; */ SELECT 2", new[] { "SELECT 1 -- one; only", "/* two; */ SELECT 2" })]
    [InlineData("SELECT $$a;b$$; SELECT $x$c;$$d$x$", new[] { "SELECT $$a;b$$", "SELECT $x$c;$$d$x$" })]
    [InlineData("SELECT $1; SELECT $2", new[] { "SELECT $1", "SELECT $2" })]
    [InlineData(" ; ;-- nothing\n;", new string[0])]
    [InlineData("SELECT 'open; text", new[] { "SELECT 'open; text" })]
    public void Statements_are_cut_at_semicolons_that_end_one(string script, string[] statements) =>
        SqlSplitter.Split(script).ShouldBe(statements);
}
