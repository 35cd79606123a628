using Airflow.Cli.Output;

namespace Airflow.Cli.Tests.Output;

public sealed class PlainTextTests
{
    [Fact]
    public void Numbers_stand_to_the_right_and_line_ends_are_bare() =>
        PlainText.Render(["name", "slots", "note"], [["a", "128", ""], ["bb", "4", "x"]])
            .ShouldBe("name      slots  note\na           128\nbb            4  x\n");

    [Fact]
    public void Fractions_are_aligned_at_the_point() =>
        PlainText.Render(["n"], [["1.50"], ["10"]]).ShouldBe("   n\n 1.5\n10\n");

    [Fact]
    public void Lines_of_a_cell_stay_in_their_column() =>
        PlainText.Render(["a", "b"], [["1st\n  2nd\n", "x"]]).ShouldBe("a      b\n1st    x\n  2nd\n");
}
