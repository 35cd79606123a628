using Airflow.Engine.XComs;

namespace Airflow.Engine.Tests.XComs;

public class PythonSliceTests
{
    [Theory]
    [InlineData(null, null, null, "01234")]
    [InlineData(1, 3, null, "12")]
    [InlineData(-2, null, null, "34")]
    [InlineData(null, null, -1, "43210")]
    [InlineData(4, 0, -2, "42")]
    [InlineData(-100, 100, 2, "024")]
    [InlineData(3, 1, null, "")]
    public void Means_what_it_means_in_python(int? start, int? stop, int? step, string expected) =>
        string.Concat(PythonSlice.Indexes(5, start, stop, step)).ShouldBe(expected);

    [Fact]
    public void A_step_of_zero_is_refused() => Should.Throw<ArgumentException>(() => PythonSlice.Indexes(5, null, null, 0));
}
