namespace Airflow.Engine.Tests;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("paralelism", "parallelism", 1)]
    [InlineData("prot", "port", 1)]
    public void It_counts_letters_inserted_removed_replaced_and_swapped(string first, string second, int expected)
    {
        EditDistance.Of(first, second).ShouldBe(expected);
        EditDistance.Of(second, first).ShouldBe(expected);
    }
}
