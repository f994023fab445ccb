// Written by `npm run generate` from contract/maxun-api.yaml. Do not edit.

"use strict";
export const RobotsAnswer = l;
const B = { type: "object", description: "Every robot.", required: ["robots"], properties: { robots: { type: "object", required: ["items"], properties: { totalCount: { type: "integer" }, items: { type: "array", items: { $ref: "#/components/schemas/MaxunRobot" } } } } } }, M = { type: "object", description: "A robot.", required: ["id", "name"], properties: { id: { type: "string", description: "Unique id of the robot." }, name: { type: "string", description: "Name of the robot." } } };
function l(r, { instancePath: n = "", parentData: _, parentDataProperty: j, rootData: w = r, dynamicAnchors: k = {} } = {}) {
  let s = null, e = 0;
  const a = l.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let o;
      if (r.robots === void 0 && (o = "robots"))
        return l.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: o } }], !1;
      if (r.robots !== void 0) {
        let u = r.robots;
        if (e === e)
          if (u && typeof u == "object" && !Array.isArray(u)) {
            let p;
            if (u.items === void 0 && (p = "items"))
              return l.errors = [{ instancePath: n + "/robots", schemaPath: "#/properties/robots/required", keyword: "required", params: { missingProperty: p } }], !1;
            if (u.totalCount !== void 0) {
              let h = u.totalCount;
              const v = e;
              if (!(typeof h == "number" && !(h % 1) && !isNaN(h)))
                return l.errors = [{ instancePath: n + "/robots/totalCount", schemaPath: "#/properties/robots/properties/totalCount/type", keyword: "type", params: { type: "integer" } }], !1;
              var t = v === e;
            } else
              var t = !0;
            if (t)
              if (u.items !== void 0) {
                let h = u.items;
                const v = e;
                if (e === v)
                  if (Array.isArray(h)) {
                    var m = !0;
                    const d = h.length;
                    for (let A = 0; A < d; A++) {
                      let b = h[A];
                      const x = e;
                      if (e === e)
                        if (b && typeof b == "object" && !Array.isArray(b)) {
                          let q;
                          if (b.id === void 0 && (q = "id") || b.name === void 0 && (q = "name"))
                            return l.errors = [{ instancePath: n + "/robots/items/" + A, schemaPath: "#/components/schemas/MaxunRobot/required", keyword: "required", params: { missingProperty: q } }], !1;
                          if (b.id !== void 0) {
                            const D = e;
                            if (typeof b.id != "string")
                              return l.errors = [{ instancePath: n + "/robots/items/" + A + "/id", schemaPath: "#/components/schemas/MaxunRobot/properties/id/type", keyword: "type", params: { type: "string" } }], !1;
                            var i = D === e;
                          } else
                            var i = !0;
                          if (i)
                            if (b.name !== void 0) {
                              const D = e;
                              if (typeof b.name != "string")
                                return l.errors = [{ instancePath: n + "/robots/items/" + A + "/name", schemaPath: "#/components/schemas/MaxunRobot/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
                              var i = D === e;
                            } else
                              var i = !0;
                        } else
                          return l.errors = [{ instancePath: n + "/robots/items/" + A, schemaPath: "#/components/schemas/MaxunRobot/type", keyword: "type", params: { type: "object" } }], !1;
                      var m = x === e;
                      if (!m)
                        break;
                    }
                  } else
                    return l.errors = [{ instancePath: n + "/robots/items", schemaPath: "#/properties/robots/properties/items/type", keyword: "type", params: { type: "array" } }], !1;
                var t = v === e;
              } else
                var t = !0;
          } else
            return l.errors = [{ instancePath: n + "/robots", schemaPath: "#/properties/robots/type", keyword: "type", params: { type: "object" } }], !1;
      }
    } else
      return l.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return l.errors = s, e === 0;
}
l.evaluated = { props: { robots: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const RunAnswer = I;
const O = { type: "object", description: "One run.", required: ["run"], properties: { run: { $ref: "#/components/schemas/MaxunRun" } } }, S = { type: "object", description: "A run, as the API answers it.", required: ["runId", "robotId", "status"], properties: { runId: { type: "string", description: "Unique id of the run." }, robotId: { type: "string", description: "Unique id of the robot." }, status: { type: "string", description: "`running`, `queued`, `scheduled`, `success`, `failed`, `aborted` or `aborting`." }, name: { type: "string", description: "Name of the robot." }, startedAt: { type: "string", description: "Start of the run by `toLocaleString()`; it names no zone." }, finishedAt: { type: "string", description: "End of the run by `toLocaleString()`; `''` while it runs." }, runByAPI: { anyOf: [{ type: "boolean" }, { type: "null" }], description: "Whether the API started it." }, data: { $ref: "#/components/schemas/MaxunRunData" }, screenshots: { description: "URLs of screenshots." } } }, C = { type: "object", description: "What a run found.", properties: { textData: { description: "Captured texts." }, listData: { description: "Captured lists." }, crawlData: { description: "What a crawl found." }, searchData: { description: "What a search found." }, markdown: { description: "The page as Markdown." }, html: { description: "The page as HTML." }, links: { description: "The links of the page." }, summary: { description: "A summary of the page." }, promptResult: { description: "The answer to the robot's prompt." } } };
function f(r, { instancePath: n = "", parentData: _, parentDataProperty: j, rootData: w = r, dynamicAnchors: k = {} } = {}) {
  let s = null, e = 0;
  const a = f.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let i;
      if (r.runId === void 0 && (i = "runId") || r.robotId === void 0 && (i = "robotId") || r.status === void 0 && (i = "status"))
        return f.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: i } }], !1;
      if (r.runId !== void 0) {
        const o = e;
        if (typeof r.runId != "string")
          return f.errors = [{ instancePath: n + "/runId", schemaPath: "#/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
        var t = o === e;
      } else
        var t = !0;
      if (t) {
        if (r.robotId !== void 0) {
          const o = e;
          if (typeof r.robotId != "string")
            return f.errors = [{ instancePath: n + "/robotId", schemaPath: "#/properties/robotId/type", keyword: "type", params: { type: "string" } }], !1;
          var t = o === e;
        } else
          var t = !0;
        if (t) {
          if (r.status !== void 0) {
            const o = e;
            if (typeof r.status != "string")
              return f.errors = [{ instancePath: n + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
            var t = o === e;
          } else
            var t = !0;
          if (t) {
            if (r.name !== void 0) {
              const o = e;
              if (typeof r.name != "string")
                return f.errors = [{ instancePath: n + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
              var t = o === e;
            } else
              var t = !0;
            if (t) {
              if (r.startedAt !== void 0) {
                const o = e;
                if (typeof r.startedAt != "string")
                  return f.errors = [{ instancePath: n + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" } }], !1;
                var t = o === e;
              } else
                var t = !0;
              if (t) {
                if (r.finishedAt !== void 0) {
                  const o = e;
                  if (typeof r.finishedAt != "string")
                    return f.errors = [{ instancePath: n + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: "string" } }], !1;
                  var t = o === e;
                } else
                  var t = !0;
                if (t) {
                  if (r.runByAPI !== void 0) {
                    let o = r.runByAPI;
                    const u = e, y = e;
                    let p = !1;
                    const h = e;
                    if (typeof o != "boolean") {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/0/type", keyword: "type", params: { type: "boolean" } };
                      s === null ? s = [d] : s.push(d), e++;
                    }
                    var m = h === e;
                    p = p || m;
                    const v = e;
                    if (o !== null) {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/1/type", keyword: "type", params: { type: "null" } };
                      s === null ? s = [d] : s.push(d), e++;
                    }
                    var m = v === e;
                    if (p = p || m, p)
                      e = y, s !== null && (y ? s.length = y : s = null);
                    else {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf", keyword: "anyOf", params: {} };
                      return s === null ? s = [d] : s.push(d), e++, f.errors = s, !1;
                    }
                    var t = u === e;
                  } else
                    var t = !0;
                  if (t)
                    if (r.data !== void 0) {
                      let o = r.data;
                      const u = e;
                      if (e === e && !(o && typeof o == "object" && !Array.isArray(o)))
                        return f.errors = [{ instancePath: n + "/data", schemaPath: "#/components/schemas/MaxunRunData/type", keyword: "type", params: { type: "object" } }], !1;
                      var t = u === e;
                    } else
                      var t = !0;
                }
              }
            }
          }
        }
      }
    } else
      return f.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return f.errors = s, e === 0;
}
f.evaluated = { props: { runId: !0, robotId: !0, status: !0, name: !0, startedAt: !0, finishedAt: !0, runByAPI: !0, data: !0, screenshots: !0 }, dynamicProps: !1, dynamicItems: !1 };
function I(r, { instancePath: n = "", parentData: _, parentDataProperty: j, rootData: w = r, dynamicAnchors: k = {} } = {}) {
  let s = null, e = 0;
  const a = I.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let t;
      if (r.run === void 0 && (t = "run"))
        return I.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: t } }], !1;
      r.run !== void 0 && (f(r.run, { instancePath: n + "/run", parentData: r, parentDataProperty: "run", rootData: w, dynamicAnchors: k }) || (s = s === null ? f.errors : s.concat(f.errors), e = s.length));
    } else
      return I.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return I.errors = s, e === 0;
}
I.evaluated = { props: { run: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const StoredRunAnswer = g;
const E = { type: "object", description: "The stored row of one run.", required: ["data"], properties: { data: { $ref: "#/components/schemas/MaxunStoredRun" } } }, T = { type: "object", description: "The stored row of a run.", properties: { log: { anyOf: [{ type: "string" }, { type: "null" }], description: "What the run logged; the text of a failure." } } };
function g(r, { instancePath: n = "", parentData: _, parentDataProperty: j, rootData: w = r, dynamicAnchors: k = {} } = {}) {
  let s = null, e = 0;
  const a = g.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let m;
      if (r.data === void 0 && (m = "data"))
        return g.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: m } }], !1;
      if (r.data !== void 0) {
        let i = r.data;
        if (e === e)
          if (i && typeof i == "object" && !Array.isArray(i)) {
            if (i.log !== void 0) {
              let u = i.log;
              const y = e;
              let p = !1;
              const h = e;
              if (typeof u != "string") {
                const P = { instancePath: n + "/data/log", schemaPath: "#/components/schemas/MaxunStoredRun/properties/log/anyOf/0/type", keyword: "type", params: { type: "string" } };
                s === null ? s = [P] : s.push(P), e++;
              }
              var t = h === e;
              p = p || t;
              const v = e;
              if (u !== null) {
                const P = { instancePath: n + "/data/log", schemaPath: "#/components/schemas/MaxunStoredRun/properties/log/anyOf/1/type", keyword: "type", params: { type: "null" } };
                s === null ? s = [P] : s.push(P), e++;
              }
              var t = v === e;
              if (p = p || t, p)
                e = y, s !== null && (y ? s.length = y : s = null);
              else {
                const P = { instancePath: n + "/data/log", schemaPath: "#/components/schemas/MaxunStoredRun/properties/log/anyOf", keyword: "anyOf", params: {} };
                return s === null ? s = [P] : s.push(P), e++, g.errors = s, !1;
              }
            }
          } else
            return g.errors = [{ instancePath: n + "/data", schemaPath: "#/components/schemas/MaxunStoredRun/type", keyword: "type", params: { type: "object" } }], !1;
      }
    } else
      return g.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return g.errors = s, e === 0;
}
g.evaluated = { props: { data: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const MaxunRun = c;
function c(r, { instancePath: n = "", parentData: _, parentDataProperty: j, rootData: w = r, dynamicAnchors: k = {} } = {}) {
  let s = null, e = 0;
  const a = c.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let i;
      if (r.runId === void 0 && (i = "runId") || r.robotId === void 0 && (i = "robotId") || r.status === void 0 && (i = "status"))
        return c.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: i } }], !1;
      if (r.runId !== void 0) {
        const o = e;
        if (typeof r.runId != "string")
          return c.errors = [{ instancePath: n + "/runId", schemaPath: "#/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
        var t = o === e;
      } else
        var t = !0;
      if (t) {
        if (r.robotId !== void 0) {
          const o = e;
          if (typeof r.robotId != "string")
            return c.errors = [{ instancePath: n + "/robotId", schemaPath: "#/properties/robotId/type", keyword: "type", params: { type: "string" } }], !1;
          var t = o === e;
        } else
          var t = !0;
        if (t) {
          if (r.status !== void 0) {
            const o = e;
            if (typeof r.status != "string")
              return c.errors = [{ instancePath: n + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
            var t = o === e;
          } else
            var t = !0;
          if (t) {
            if (r.name !== void 0) {
              const o = e;
              if (typeof r.name != "string")
                return c.errors = [{ instancePath: n + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
              var t = o === e;
            } else
              var t = !0;
            if (t) {
              if (r.startedAt !== void 0) {
                const o = e;
                if (typeof r.startedAt != "string")
                  return c.errors = [{ instancePath: n + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" } }], !1;
                var t = o === e;
              } else
                var t = !0;
              if (t) {
                if (r.finishedAt !== void 0) {
                  const o = e;
                  if (typeof r.finishedAt != "string")
                    return c.errors = [{ instancePath: n + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: "string" } }], !1;
                  var t = o === e;
                } else
                  var t = !0;
                if (t) {
                  if (r.runByAPI !== void 0) {
                    let o = r.runByAPI;
                    const u = e, y = e;
                    let p = !1;
                    const h = e;
                    if (typeof o != "boolean") {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/0/type", keyword: "type", params: { type: "boolean" } };
                      s === null ? s = [d] : s.push(d), e++;
                    }
                    var m = h === e;
                    p = p || m;
                    const v = e;
                    if (o !== null) {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/1/type", keyword: "type", params: { type: "null" } };
                      s === null ? s = [d] : s.push(d), e++;
                    }
                    var m = v === e;
                    if (p = p || m, p)
                      e = y, s !== null && (y ? s.length = y : s = null);
                    else {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf", keyword: "anyOf", params: {} };
                      return s === null ? s = [d] : s.push(d), e++, c.errors = s, !1;
                    }
                    var t = u === e;
                  } else
                    var t = !0;
                  if (t)
                    if (r.data !== void 0) {
                      let o = r.data;
                      const u = e;
                      if (e === e && !(o && typeof o == "object" && !Array.isArray(o)))
                        return c.errors = [{ instancePath: n + "/data", schemaPath: "#/components/schemas/MaxunRunData/type", keyword: "type", params: { type: "object" } }], !1;
                      var t = u === e;
                    } else
                      var t = !0;
                }
              }
            }
          }
        }
      }
    } else
      return c.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return c.errors = s, e === 0;
}
c.evaluated = { props: { runId: !0, robotId: !0, status: !0, name: !0, startedAt: !0, finishedAt: !0, runByAPI: !0, data: !0, screenshots: !0 }, dynamicProps: !1, dynamicItems: !1 };

export const validators = { RobotsAnswer, RunAnswer, StoredRunAnswer, MaxunRun };
