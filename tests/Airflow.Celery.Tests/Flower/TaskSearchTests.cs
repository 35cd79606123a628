using Airflow.Celery.Flower.State;

namespace Airflow.Celery.Tests.Flower;

public sealed class TaskSearchTests
{
    private static readonly SeenTask Task = new("id-1")
    {
        Name = "demo.add", State = "FAILURE", Worker = "w1@vm", Args = "('row 6',)", Kwargs = "{'retry': True}", Exception = "ValueError('rejected')",
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("add", true)]
    [InlineData("ADD", true)]
    [InlineData("rejected", true)]
    [InlineData("subtract", false)]
    [InlineData("state:FAILURE", true)]
    [InlineData("state:failure worker:w1", true)]
    [InlineData("state:FAIL", false)]
    [InlineData("state:SUCCESS", false)]
    [InlineData("name:w1", false)]
    [InlineData("args:\"row 6\"", true)]
    [InlineData("\"row 6\"", true)]
    [InlineData("\"row 7\"", false)]
    [InlineData("kwargs:retry result:x", false)]
    [InlineData("state:SUCCESS OR state:FAILURE", true)]
    [InlineData("state:SUCCESS OR state:STARTED", false)]
    [InlineData("(state:SUCCESS OR add) AND worker:w1", true)]
    [InlineData("(state:SUCCESS OR add) AND worker:w2", false)]
    [InlineData("state:SUCCESS worker:w1 OR add", true)]
    public void A_task_fits_or_not(string text, bool fits)
    {
        var search = TaskSearch.Parse(text);

        search.Error.ShouldBeNull();
        search.Fits(Task).ShouldBe(fits);
    }

    [Theory]
    [InlineData("(add")]
    [InlineData("add)")]
    [InlineData("add OR")]
    [InlineData("AND add")]
    [InlineData("\"add")]
    [InlineData("((((((add))))))")]
    public void What_cannot_be_read_is_said_and_fits_nothing(string text)
    {
        var search = TaskSearch.Parse(text);

        search.Error.ShouldNotBeNullOrEmpty();
        search.Fits(Task).ShouldBeFalse();
    }

    [Fact]
    public void A_search_is_bounded()
    {
        TaskSearch.Parse(new string('a', 2049)).Error.ShouldNotBeNull();
        TaskSearch.Parse(string.Join(' ', Enumerable.Repeat("a", 129))).Error.ShouldNotBeNull();
    }
}
